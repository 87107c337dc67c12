package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <features>}: what the virtual machine has, switched on and off. */
final class Features {

  private static final List<String> PROCESS_CAPABILITIES =
      List.of(
          "audit_control",
          "audit_write",
          "block_suspend",
          "chown",
          "dac_override",
          "dac_read_search",
          "fowner",
          "fsetid",
          "ipc_lock",
          "ipc_owner",
          "kill",
          "lease",
          "linux_immutable",
          "mac_admin",
          "mac_override",
          "mknod",
          "net_admin",
          "net_bind_service",
          "net_broadcast",
          "net_raw",
          "setgid",
          "setfcap",
          "setpcap",
          "setuid",
          "sys_admin",
          "sys_boot",
          "sys_chroot",
          "sys_module",
          "sys_nice",
          "sys_pacct",
          "sys_ptrace",
          "sys_rawio",
          "sys_resource",
          "sys_time",
          "sys_tty_config",
          "syslog",
          "wake_alarm");

  private static final Schema SPINLOCKS =
      Schema.of("spinlocks")
          .required("state", onOff())
          .attribute("retries", uint())
          .onRead((source, spinlocks) -> {
            if (!spinlocks.is("state", "on")) {
              spinlocks.set("retries", null);
            } else if (!spinlocks.has("retries")) {
              throw XmlFailure.invalid("missing HyperV spinlock retry count");
            } else if (DeviceParts.number(spinlocks, "retries") < 0xFFF) {
              throw XmlFailure.invalid("HyperV spinlock retry count must be at least 4095");
            }
          });

  private static final Schema STIMER =
      Schema.of("stimer")
          .required("state", onOff())
          .child(
              Schema.of("direct")
                  .required("state", onOff())
                  .when((direct, mode) -> direct.is("state", "on")))
          .onRead((source, stimer) -> {
            if (!stimer.is("state", "on")) {
              stimer.removeAll("direct");
            }
          });

  private static final Schema VENDOR_ID =
      Schema.of("vendor_id")
          .required("state", onOff())
          .attribute("value", text())
          .onRead(Features::checkVendor);

  /** In the order in which libvirt compares them. */
  static final List<String> HYPERV_NAMES =
      List.of(
          "relaxed",
          "vapic",
          "spinlocks",
          "vpindex",
          "runtime",
          "synic",
          "stimer",
          "reset",
          "vendor_id",
          "frequencies",
          "reenlightenment",
          "tlbflush",
          "ipi",
          "evmcs",
          "avic");

  private static final Schema HYPERV =
      Schema.of("hyperv")
          .defaulted("mode", oneOf("custom", "passthrough"), "custom")
          .child(state("relaxed"))
          .child(state("vapic"))
          .child(SPINLOCKS)
          .child(state("vpindex"))
          .child(state("runtime"))
          .child(state("synic"))
          .child(STIMER)
          .child(state("reset"))
          .child(VENDOR_ID)
          .child(state("frequencies"))
          .child(state("reenlightenment"))
          .child(state("tlbflush"))
          .child(state("ipi"))
          .child(state("evmcs"))
          .child(state("avic"))
          .open()
          .onRead((source, hyperv) -> {
            checkChildren(source, HYPERV_NAMES, "unsupported HyperV Enlightenment feature: ");
            if (hyperv.is("mode", "passthrough")) {
              hyperv.removeIf(child -> true);
            }
          });

  private static final Set<String> KVM_NAMES =
      Set.of("hidden", "hint-dedicated", "poll-control", "pv-ipi", "dirty-ring");

  private static final Schema KVM =
      Schema.of("kvm")
          .child(state("hidden"))
          .child(state("hint-dedicated"))
          .child(state("poll-control"))
          .child(state("pv-ipi"))
          .child(
              Schema.of("dirty-ring")
                  .required("state", onOff())
                  .attribute("size", uint().hiding("0")))
          .open()
          .onRead((source, kvm) -> checkChildren(source, KVM_NAMES, "unsupported KVM feature: "));

  private static final Schema XEN =
      Schema.of("xen")
          .child(state("e820_host"))
          .child(
              Schema.of("passthrough")
                  .required("state", onOff())
                  .attribute("mode", optional("default", "sync_pt", "share_pt")))
          .open();

  private static final Schema SMM =
      Schema.of("smm")
          .defaulted("state", onOff(), "on")
          .child(tseg())
          .onRead((source, smm) -> {
            if (!smm.is("state", "on")) {
              smm.removeAll("tseg");
            }
          });

  private static final Set<String> NAMES =
      Set.of(
          "acpi",
          "apic",
          "pae",
          "hap",
          "viridian",
          "privnet",
          "hyperv",
          "kvm",
          "pvspinlock",
          "capabilities",
          "pmu",
          "vmport",
          "gic",
          "smm",
          "ioapic",
          "hpt",
          "vmcoreinfo",
          "htm",
          "nested-hv",
          "msrs",
          "ccf-assist",
          "xen",
          "cfpc",
          "sbbc",
          "ibs",
          "tcg");

  static final Schema SCHEMA =
      Schema.of("features")
          .child(Schema.flag("acpi"))
          .child(Schema.of("apic").attribute("eoi", onOff()).always())
          .child(Schema.flag("pae"))
          .child(switched("hap"))
          .child(Schema.flag("viridian"))
          .child(Schema.flag("privnet"))
          .child(HYPERV)
          .child(KVM)
          .child(switched("pvspinlock"))
          .child(capabilities())
          .child(switched("pmu"))
          .child(switched("vmport"))
          .child(Schema.of("gic").attribute("version", oneOf("host", "2", "3")).always())
          .child(SMM)
          .child(Schema.of("ioapic").attribute("driver", oneOf("qemu", "kvm")))
          .child(
              Schema.of("hpt")
                  .attribute("resizing", oneOf("enabled", "disabled", "required"))
                  .child(ScaledSize.kib("maxpagesize", "./features/hpt/maxpagesize")))
          .child(switched("vmcoreinfo"))
          .child(Schema.of("htm").required("state", onOff()))
          .child(Schema.of("nested-hv").required("state", onOff()))
          .child(Schema.of("msrs").required("unknown", oneOf("ignore", "fault")))
          .child(Schema.of("ccf-assist").required("state", onOff()))
          .child(XEN)
          .child(Schema.of("cfpc").attribute("value", oneOf("broken", "workaround", "fixed")))
          .child(Schema.of("sbbc").attribute("value", oneOf("broken", "workaround", "fixed")))
          .child(
              Schema.of("ibs")
                  .attribute(
                      "value", oneOf("broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na")))
          .child(Schema.of("tcg").child(ScaledSize.kib("tb-cache", "./features/tcg/tb-cache")))
          .onRead((source, features) -> checkChildren(source, NAMES, "unexpected feature '"));

  private Features() {}

  private static Schema state(String name) {
    return Schema.of(name).required("state", onOff());
  }

  private static Schema switched(String name) {
    return Schema.of(name).defaulted("state", onOff(), "on");
  }

  private static Schema capabilities() {
    Schema schema =
        Schema.of("capabilities").defaulted("policy", oneOf("default", "allow", "deny"), "default");
    for (String name : PROCESS_CAPABILITIES) {
      schema.child(switched(name));
    }
    return schema.onRead((source, capabilities) -> {
      if (capabilities.is("policy", "default") && capabilities.children().isEmpty()) {
        capabilities.set("policy", null);
      }
    });
  }

  private static Schema tseg() {
    return Schema.of("tseg")
        .attribute("unit", text())
        .text((raw, site) -> null)
        .onRead((source, tseg) -> {
          Long bytes = ScaledSize.bytes(source, "string(./features/smm/tseg)", 1024 * 1024);
          tseg.set("unit", null);
          if (bytes != null) {
            ScaledSize.setPretty(tseg, bytes);
          }
        });
  }

  private static void checkVendor(XmlElement source, Element vendor) {
    if (!vendor.is("state", "on")) {
      vendor.set("value", null);
      return;
    }
    String value = vendor.get("value");
    if (value == null) {
      throw XmlFailure.invalid("missing 'value' attribute for HyperV feature 'vendor_id'");
    }
    if (value.length() > 12) {
      throw XmlFailure.invalid("HyperV vendor_id value must not be more than 12 characters.");
    }
    if (value.indexOf(',') >= 0) {
      throw XmlFailure.invalid("HyperV vendor_id value is invalid");
    }
  }

  private static void checkChildren(XmlElement source, Collection<String> known, String error) {
    for (XmlElement child : source.children()) {
      if (!known.contains(child.name())) {
        throw XmlFailure.unsupported(error + child.name() + (error.endsWith("'") ? "'" : ""));
      }
    }
  }
}
