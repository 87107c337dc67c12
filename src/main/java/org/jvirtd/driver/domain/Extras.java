package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Small parts of a domain: SMBIOS strings, id maps, power management, events, key wrapping. */
final class Extras {

  private static final Schema ENTRY = Schema.of("entry").attribute("name", text()).text(text());

  static final List<String> BIOS = List.of("vendor", "version", "date", "release");
  static final List<String> SYSTEM =
      List.of("manufacturer", "product", "version", "serial", "uuid", "sku", "family");
  static final List<String> BASE_BOARD =
      List.of("manufacturer", "product", "version", "serial", "asset", "location");
  static final List<String> CHASSIS = List.of("manufacturer", "version", "serial", "asset", "sku");

  private static final Schema FIRMWARE_ENTRY =
      Schema.of("entry").attribute("name", text()).attribute("file", filled()).text(filled());

  private static final Schema SMBIOS_INFO =
      Schema.of("sysinfo")
          .attribute("type", text())
          .child(entries("bios", BIOS))
          .child(entries("system", SYSTEM))
          .children(entries("baseBoard", BASE_BOARD))
          .child(entries("chassis", CHASSIS))
          .child(Schema.of("oemStrings").children(Schema.of("entry").text(text()).always()).open());

  private static final Schema FIRMWARE_INFO =
      Schema.of("sysinfo").attribute("type", text()).children(FIRMWARE_ENTRY);

  static final Schema IDMAP = Schema.of("idmap").children(idRange("uid")).children(idRange("gid"));

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
          .onRead((source, perf) -> order(perf, "event", PERF_EVENTS));

  static final Schema KEYWRAP =
      Schema.of("keywrap")
          .children(
              Schema.of("cipher").required("name", oneOf("aes", "dea")).required("state", onOff()))
          .onRead((source, keywrap) -> order(keywrap, "cipher", List.of("aes", "dea")));

  static final Schema LAUNCH_SECURITY =
      Schema.of("launchSecurity")
          .required("type", oneOf("sev", "s390-pv"))
          .attribute("kernelHashes", yesNo())
          .child(Schema.text("cbitpos", uint()))
          .child(Schema.text("reducedPhysBits", uint()))
          .child(Schema.text("policy", hex(4)))
          .child(Schema.text("dhCert", filled()))
          .child(Schema.text("session", filled()))
          .onRead((source, security) -> {
            if (!security.is("type", "sev")) {
              security.set("kernelHashes", null);
              security.removeIf(child -> true);
            } else if (security.child("policy") == null) {
              throw XmlFailure.invalid("failed to get launch security policy");
            }
          });

  private static final Schema USB_FILTER =
      Schema.of("usbdev")
          .attribute("class", usb(2))
          .attribute("vendor", usb(4))
          .attribute("product", usb(4))
          .attribute("version", version())
          .required("allow", yesNo());

  static final Schema REDIRFILTER = Schema.of("redirfilter").children(USB_FILTER);

  private Extras() {}

  /** The UUID that the guest's firmware shows, null where the definition has none. */
  static @Nullable String systemUuid(Element domain) {
    for (Element info : domain.children("sysinfo")) {
      Element system = info.child("system");
      for (Element entry : system == null ? List.<Element>of() : system.children("entry")) {
        String text = entry.text();
        if (entry.is("name", "uuid") && text != null) {
          UUID uuid = org.jvirtd.driver.xml.Values.parseUuid(text);
          if (uuid == null) {
            throw XmlFailure.malformed("malformed <sysinfo> uuid element");
          }
          return uuid.toString();
        }
      }
    }
    return null;
  }

  /** Month, day and year as in America, the year with two or four digits. */
  private static void checkDate(Element bios) {
    for (Element entry : bios.children("entry")) {
      String date = entry.text();
      if (entry.is("name", "date") && date != null && !isDate(date)) {
        throw XmlFailure.malformed("Invalid BIOS 'date' format");
      }
    }
  }

  private static boolean isDate(String date) {
    if (!date.matches("\\d{1,9}/\\d{1,9}/\\d{1,9}")) {
      return false;
    }
    String[] parts = date.split("/", -1);
    int month = Integer.parseInt(parts[0]);
    int day = Integer.parseInt(parts[1]);
    int year = Integer.parseInt(parts[2]);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (year < 100 || year >= 1900);
  }

  static Schema sysinfo(XmlElement source) {
    ValueType.Site site = new ValueType.Site("sysinfo", "type");
    String type = source.attribute("type");
    if (type == null) {
      throw site.missing();
    }
    return switch (type) {
      case "smbios" -> SMBIOS_INFO;
      case "fwcfg" -> FIRMWARE_INFO;
      default -> throw site.bad(type, "");
    };
  }

  private static Schema entries(String name, List<String> known) {
    return Schema.of(name)
        .children(ENTRY)
        .open()
        .onRead((source, block) -> {
          block.removeIf(entry -> entry.text() == null || "".equals(entry.text()));
          order(block, "entry", known);
          if (name.equals("bios")) {
            checkDate(block);
          }
        });
  }

  /** Puts children in the order of a list; the last of each name counts, others are dropped. */
  private static void order(Element parent, String child, List<String> names) {
    List<Element> found = parent.children(child);
    parent.removeAll(child);
    for (String name : names) {
      Element last = null;
      for (Element one : found) {
        if (one.is("name", name)) {
          last = one;
        }
      }
      if (last != null) {
        parent.add(last);
      }
    }
  }

  private static Schema idRange(String name) {
    return Schema.of(name)
        .required("start", uint())
        .required("target", uint())
        .required("count", uint());
  }

  private static ValueType usb(int digits) {
    return (raw, site) -> {
      if (raw.equals("-1")) {
        return null;
      }
      String value = hex(digits).read(raw, site);
      return value == null ? null : "0x" + value.substring(2).toUpperCase(java.util.Locale.ROOT);
    };
  }

  private static ValueType version() {
    return (raw, site) -> {
      if (raw.equals("-1")) {
        return null;
      }
      if (!raw.matches("\\d{1,2}\\.\\d{1,2}")) {
        throw XmlFailure.internal("Cannot parse USB version " + raw);
      }
      int dot = raw.indexOf('.');
      int major = Integer.parseInt(raw.substring(0, dot));
      int minor = Integer.parseInt(raw.substring(dot + 1));
      int scaled = dot + 2 == raw.length() ? minor * 10 : minor;
      return "%d.%02d".formatted(major, scaled);
    };
  }
}
