package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/** Small parts of a domain: SMBIOS strings, id maps, power management, events, key wrapping. */
final class Extras {

  static final Schema IDMAP =
      Schema.of("idmap")
          .children(idRange("uid"))
          .children(idRange("gid"))
          .onRead((source, map) -> {
            orderRanges(map, "uid");
            orderRanges(map, "gid");
          });

  static final Schema PM =
      Schema.of("pm")
          .child(Schema.of("suspend-to-mem").attribute("enabled", yesNo()))
          .child(Schema.of("suspend-to-disk").attribute("enabled", yesNo()));

  private static final List<String> PERF_EVENTS =
      List.of(
          "cmt",
          "mbmt",
          "mbml",
          "cpu_cycles",
          "instructions",
          "cache_references",
          "cache_misses",
          "branch_instructions",
          "branch_misses",
          "bus_cycles",
          "stalled_cycles_frontend",
          "stalled_cycles_backend",
          "ref_cpu_cycles",
          "cpu_clock",
          "task_clock",
          "page_faults",
          "context_switches",
          "cpu_migrations",
          "page_faults_min",
          "page_faults_maj",
          "alignment_faults",
          "emulation_faults");

  static final Schema PERF =
      Schema.of("perf")
          .children(
              Schema.of("event")
                  .required("name", oneOf(PERF_EVENTS.toArray(String[]::new)))
                  .required("enabled", yesNo()))
          .onRead((source, perf) -> {
            requireDifferent(
                perf,
                name -> XmlFailure.invalid("perf event '" + name + "' was already specified"));
            order(perf, "event", PERF_EVENTS);
          });

  static final Schema KEYWRAP =
      Schema.of("keywrap")
          .children(
              Schema.of("cipher").required("name", oneOf("aes", "dea")).required("state", onOff()))
          .onRead((source, keywrap) -> {
            requireDifferent(
                keywrap,
                name ->
                    XmlFailure.internal(
                        "A domain definition can have no more than one cipher node with name "
                            + name));
            order(keywrap, "cipher", List.of("aes", "dea"));
          });

  static final Schema LAUNCH_SECURITY =
      Schema.of("launchSecurity")
          .required("type", oneOf("sev", "s390-pv"))
          .attribute("kernelHashes", yesNo().unchecked())
          .child(Schema.text("cbitpos", uint().unchecked()))
          .child(Schema.text("reducedPhysBits", uint().unchecked()))
          .child(Schema.text("policy", hex(4).unchecked()))
          .child(Schema.text("dhCert", filled()))
          .child(Schema.text("session", filled()))
          .onRead(Extras::completeSecurity);

  private static final Schema USB_FILTER =
      Schema.of("usbdev")
          .attribute("class", usb(2))
          .attribute("vendor", usb(4))
          .attribute("product", usb(4))
          .attribute("version", version())
          .required("allow", yesNo());

  static final Schema REDIRFILTER = Schema.of("redirfilter").children(USB_FILTER);

  private Extras() {}

  /** Puts children in the order of a list. */
  private static void order(Element parent, String child, List<String> names) {
    List<Element> found = new ArrayList<>(parent.children(child));
    found.sort(Comparator.comparingInt(one -> names.indexOf(one.get("name", ""))));
    parent.removeAll(child);
    found.forEach(parent::add);
  }

  /** Refuses two children that have one name. */
  private static void requireDifferent(Element parent, Function<String, RpcException> problem) {
    Set<String> seen = new HashSet<>();
    for (Element child : parent.children()) {
      String name = child.get("name", "");
      if (!seen.add(name)) {
        throw problem.apply(name);
      }
    }
  }

  private static Schema idRange(String name) {
    return Schema.of(name)
        .attributes(uint().unchecked(), "start", "target", "count")
        .always()
        .onRead((source, range) -> {
          for (String part : new String[] {"start", "target", "count"}) {
            Long value = Numbers.unsigned32(range.get(part, ""), 10);
            if (value == null) {
              throw XmlFailure.invalid("invalid idmap start/target/count settings");
            }
            range.set(part, Long.toString(value));
          }
        });
  }

  /** Maps stand in the order of their first ids. */
  private static void orderRanges(Element map, String name) {
    List<Element> ranges = new ArrayList<>(map.children(name));
    ranges.sort(Comparator.comparingLong(range -> DeviceParts.number(range, "start")));
    map.removeAll(name);
    ranges.forEach(map::add);
  }

  /** What AMD's encryption of a guest's memory is told; that of a mainframe is told nothing. */
  private static void completeSecurity(XmlElement source, Element security) {
    if (!security.is("type", "sev")) {
      security.set("kernelHashes", null);
      security.removeIf(child -> true);
      return;
    }
    security.set("kernelHashes", yesNo().of(source, "kernelHashes"));
    Element policy = security.child("policy");
    Long flags = policy == null ? null : Numbers.unsigned32(String.valueOf(policy.text()), 16);
    if (policy == null || flags == null) {
      throw XmlFailure.invalid("failed to get launch security policy");
    }
    policy.setText(Numbers.hex(flags, 4));
    completeBits(security.child("cbitpos"), "cbitpos");
    completeBits(security.child("reducedPhysBits"), "reduced-phys-bits");
  }

  private static void completeBits(@Nullable Element bits, String words) {
    String raw = bits == null ? "" : String.valueOf(bits.text());
    if (bits == null || raw.isEmpty()) {
      return;
    }
    Long value = Numbers.unsigned32(raw, 10);
    if (value == null) {
      throw XmlFailure.invalid("Invalid format for launch security " + words);
    }
    bits.setText(Long.toString(value));
  }

  private static ValueType usb(int digits) {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 0);
      if (value == null || value != value.intValue()) {
        throw site.bad(raw, " Expected integer value");
      }
      if (digits == 2 && value != -1 && (value & ~0xFF) != 0) {
        throw XmlFailure.internal("Invalid USB Class code 0x%x".formatted(value.intValue()));
      }
      return value < 0 ? null : ("0x%0" + digits + "X").formatted(value);
    };
  }

  /** Two numbers with a dot between them; "2.1" is "2.10". */
  private static ValueType version() {
    return (raw, site) -> {
      if (raw.equals("-1")) {
        return null;
      }
      int dot = raw.indexOf('.');
      Long major = dot < 0 ? null : Numbers.wrapping(raw.substring(0, dot), 10);
      Long minor = dot < 0 ? null : Numbers.wrapping(raw.substring(dot + 1), 10);
      if (major == null || minor == null || major >= 100 || minor >= 100) {
        throw XmlFailure.invalid("Cannot parse USB device version " + raw);
      }
      return "%d.%02d".formatted(major, dot + 2 == raw.length() ? minor * 10 % 100 : minor);
    };
  }
}
