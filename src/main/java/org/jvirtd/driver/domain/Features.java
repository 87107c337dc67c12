package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/** {@code <features>}: what the virtual machine has, switched on and off. */
final class Features {

  private static final int LEAST_RETRIES = 4095;
  private static final int LEAST_RING = 1024;
  private static final int MOST_RING = 65_536;

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
          .attribute("retries", anyUint().unchecked())
          .onRead(Features::checkSpinlocks);

  private static final Schema STIMER =
      Schema.of("stimer")
          .required("state", onOff())
          .hooked(
              Schema.of("direct")
                  .required("state", onOff())
                  .when((direct, mode) -> direct.is("state", "on")))
          .onRead(Features::readTimer);

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
          .last(state("relaxed"))
          .last(state("vapic"))
          .last(SPINLOCKS)
          .last(state("vpindex"))
          .last(state("runtime"))
          .last(state("synic"))
          .last(STIMER)
          .last(state("reset"))
          .last(VENDOR_ID)
          .last(state("frequencies"))
          .last(state("reenlightenment"))
          .last(state("tlbflush"))
          .last(state("ipi"))
          .last(state("evmcs"))
          .last(state("avic"))
          .open()
          .before(
              "relaxed",
              (source, hyperv) ->
                  checkChildren(
                      source, HYPERV_NAMES, "unsupported HyperV Enlightenment feature: "));

  private static final Set<String> KVM_NAMES =
      Set.of("hidden", "hint-dedicated", "poll-control", "pv-ipi", "dirty-ring");

  private static final Schema KVM =
      Schema.of("kvm")
          .last(state("hidden"))
          .last(state("hint-dedicated"))
          .last(state("poll-control"))
          .last(state("pv-ipi"))
          .last(
              Schema.of("dirty-ring")
                  .required("state", onOff())
                  .attribute("size", anyUint().unchecked())
                  .onRead(Features::checkRing))
          .open()
          .before(
              "hidden",
              (source, kvm) -> checkChildren(source, KVM_NAMES, "unsupported KVM feature: "));

  private static final Schema XEN =
      Schema.of("xen")
          .last(state("e820_host"))
          .last(
              Schema.of("passthrough")
                  .required("state", onOff())
                  .attribute("mode", oneOf("sync_pt", "share_pt").unchecked())
                  .onRead((source, passed) ->
                      passed.set(
                          "mode",
                          passed.is("state", "on")
                              ? oneOf("sync_pt", "share_pt").of(source, "mode")
                              : null)))
          .open()
          .before(
              "e820_host",
              (source, xen) ->
                  checkChildren(
                      source, Set.of("e820_host", "passthrough"), "unsupported Xen feature: "));

  private static final Schema SMM =
      Schema.of("smm")
          .defaulted("state", onOff(), "on")
          .child(tseg(), smm -> smm.is("state", "on"));

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
          .last(Schema.of("apic").attribute("eoi", onOff()).always())
          .child(Schema.flag("pae"))
          .last(switched("hap"))
          .child(Schema.flag("viridian"))
          .child(Schema.flag("privnet"))
          .joined(HYPERV)
          .last(KVM)
          .last(switched("pvspinlock"))
          .joined(capabilities())
          .last(switched("pmu"))
          .last(switched("vmport"))
          .last(Schema.of("gic").attribute("version", oneOf("host", "2", "3")).always())
          .last(SMM)
          .last(Schema.of("ioapic").attribute("driver", oneOf("qemu", "kvm")))
          .last(
              Schema.of("hpt")
                  .attribute("resizing", oneOf("enabled", "disabled", "required"))
                  .child(pageSize()))
          .last(switched("vmcoreinfo"))
          .last(Schema.of("htm").required("state", onOff()))
          .last(Schema.of("nested-hv").required("state", onOff()))
          .last(Schema.of("msrs").required("unknown", oneOf("ignore", "fault")))
          .last(Schema.of("ccf-assist").required("state", onOff()))
          .joined(XEN)
          .last(Schema.of("cfpc").attribute("value", oneOf("broken", "workaround", "fixed")))
          .last(Schema.of("sbbc").attribute("value", oneOf("broken", "workaround", "fixed")))
          .last(
              Schema.of("ibs")
                  .attribute(
                      "value", oneOf("broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na")))
          .last(Schema.of("tcg").child(translationCache()))
          .before(
              "acpi", (source, features) -> checkChildren(source, NAMES, "unexpected feature '"));

  private Features() {}

  private static Schema state(String name) {
    return Schema.of(name).required("state", onOff());
  }

  private static Schema switched(String name) {
    return Schema.of(name).defaulted("state", onOff(), "on");
  }

  private static ValueType anyUint() {
    return (raw, site) -> {
      Long value = Numbers.unsigned32(raw, 0);
      if (value == null) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return Long.toString(value);
    };
  }

  private static Schema capabilities() {
    Schema schema =
        Schema.of("capabilities").defaulted("policy", oneOf("default", "allow", "deny"), "default");
    for (String name : PROCESS_CAPABILITIES) {
      schema.last(switched(name));
    }
    return schema
        .before(
            PROCESS_CAPABILITIES.getFirst(),
            (source, capabilities) ->
                checkChildren(source, PROCESS_CAPABILITIES, "unexpected capability feature '"))
        .onRead((source, capabilities) -> {
          if (capabilities.is("policy", "default") && capabilities.children().isEmpty()) {
            capabilities.set("policy", null);
          }
        });
  }

  private static Schema pageSize() {
    return Schema.of("maxpagesize")
        .attribute("unit", text())
        .text(text())
        .onRead((source, size) -> {
          Long bytes;
          try {
            bytes =
                ScaledSize.positive(
                    source.text(),
                    source.attribute("unit"),
                    "./features/hpt/maxpagesize",
                    1024,
                    ScaledSize.UNBOUNDED);
          } catch (RpcException e) {
            throw XmlFailure.unsupported("Unable to parse HPT maxpagesize setting");
          }
          size.set("unit", bytes == null ? null : "KiB");
          size.setText(bytes == null ? null : Long.toString(ScaledSize.toKib(bytes)));
        });
  }

  private static Schema translationCache() {
    return ScaledSize.kib("tb-cache", "./tb-cache")
        .onRead((source, cache) -> {
          if ("0".equals(cache.text())) {
            cache.set("unit", null);
            cache.setText(null);
          }
        });
  }

  private static Schema tseg() {
    return Schema.of("tseg")
        .attribute("unit", text())
        .text((raw, site) -> null)
        .onRead((source, tseg) -> {
          Long bytes =
              ScaledSize.bytes(
                  source.text(),
                  source.attribute("unit"),
                  "string(./features/smm/tseg)",
                  1024 * 1024,
                  ScaledSize.UNBOUNDED);
          tseg.set("unit", null);
          if (bytes != null) {
            ScaledSize.setPretty(tseg, bytes);
          }
        });
  }

  private static void checkSpinlocks(XmlElement source, Element spinlocks) {
    if (!spinlocks.is("state", "on")) {
      spinlocks.set("retries", null);
      return;
    }
    String retries = anyUint().required(source, "retries");
    if (Long.parseLong(retries) < LEAST_RETRIES) {
      throw XmlFailure.invalid("HyperV spinlock retry count must be at least " + LEAST_RETRIES);
    }
    spinlocks.set("retries", retries);
  }

  private static void readTimer(XmlElement source, Element timer) {
    if (timer.is("state", "on")) {
      Element last = null;
      for (XmlElement child : source.children()) {
        if (!child.name().equals("direct")) {
          throw XmlFailure.unsupported("unsupported Hyper-V stimer feature: " + child.name());
        }
        last = timer.kind("direct").schema().read(child);
      }
      if (last != null) {
        timer.add(last);
      }
    }
  }

  private static void checkRing(XmlElement source, Element ring) {
    if (!ring.is("state", "on")) {
      ring.set("size", null);
      return;
    }
    String size = anyUint().required(source, "size");
    long pages = Long.parseLong(size);
    if (Long.bitCount(pages) != 1 || pages < LEAST_RING || pages > MOST_RING) {
      throw XmlFailure.invalid("dirty ring must be power of 2 and ranges [1024, 65536]");
    }
    ring.set("size", size);
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
