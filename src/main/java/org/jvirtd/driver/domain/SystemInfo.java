package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.text;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <sysinfo>}: what the guest's firmware tells of its machine. */
final class SystemInfo {

  private static final Schema ENTRY = Schema.of("entry").attribute("name", text()).text(text());

  static final List<String> BIOS = List.of("vendor", "version", "date", "release");
  static final List<String> SYSTEM =
      List.of("manufacturer", "product", "version", "serial", "uuid", "sku", "family");
  static final List<String> BASE_BOARD =
      List.of("manufacturer", "product", "version", "serial", "asset", "location");
  static final List<String> CHASSIS = List.of("manufacturer", "version", "serial", "asset", "sku");

  private static final Schema FIRMWARE_ENTRY =
      Schema.of("entry")
          .attribute("name", text())
          .attribute("file", (raw, site) -> SanitizedPath.of(raw))
          .text(Values.filled())
          .onRead((source, entry) -> checkEntry(entry))
          .always();

  private static final Schema SMBIOS_INFO =
      Schema.of("sysinfo")
          .attribute("type", text())
          .child(entries("bios", BIOS))
          .child(entries("system", SYSTEM))
          .children(entries("baseBoard", BASE_BOARD))
          .child(entries("chassis", CHASSIS))
          .child(Schema.of("oemStrings").children(Schema.of("entry").text(text()).always()))
          .after("bios", (source, info) -> checkDate(info.child("bios")))
          .after("system", (source, info) -> completeUuid(info.child("system")));

  private static final Schema FIRMWARE_INFO =
      Schema.of("sysinfo").attribute("type", text()).children(FIRMWARE_ENTRY);

  private SystemInfo() {}

  static Schema kindOf(XmlElement source) {
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

  /** Entries in the order of their names; of each name the first counts. */
  private static Schema entries(String name, List<String> known) {
    return Schema.of(name)
        .hooked(ENTRY)
        .onRead((source, block) -> {
          for (String entry : known) {
            XmlElement first = named(source, entry);
            if (first != null && !first.text().isEmpty()) {
              block.add(ENTRY.read(first));
            }
          }
        });
  }

  private static @Nullable XmlElement named(XmlElement block, String name) {
    for (XmlElement entry : block.children("entry")) {
      if (name.equals(entry.attribute("name"))) {
        return entry;
      }
    }
    return null;
  }

  private static @Nullable Element entry(@Nullable Element block, String name) {
    for (Element entry : block == null ? List.<Element>of() : block.children("entry")) {
      if (entry.is("name", name)) {
        return entry;
      }
    }
    return null;
  }

  private static void checkEntry(Element entry) {
    if (!entry.has("name")) {
      throw XmlFailure.invalid("Firmware entry is missing 'name' attribute");
    }
    if (entry.text() == null && !entry.has("file")) {
      throw XmlFailure.invalid("Firmware entry must have either value or 'file' attribute");
    }
  }

  /** Month, day and year as in America, the year with two or four digits. */
  private static void checkDate(@Nullable Element bios) {
    Element entry = entry(bios, "date");
    String date = entry == null ? null : entry.text();
    if (date != null && !isDate(date.split("/", -1))) {
      throw XmlFailure.malformed("Invalid BIOS 'date' format");
    }
  }

  private static boolean isDate(String[] parts) {
    return parts.length == 3
        && isWithin(parts[0], 1, 12)
        && isWithin(parts[1], 1, 31)
        && (isWithin(parts[2], 0, 99) || isWithin(parts[2], 1900, Integer.MAX_VALUE));
  }

  private static boolean isWithin(String raw, int least, int most) {
    Long value = Numbers.signed(raw, 10);
    return value != null && value >= least && value <= most;
  }

  private static void completeUuid(@Nullable Element system) {
    Element entry = entry(system, "uuid");
    String text = entry == null ? null : entry.text();
    if (entry != null && text != null) {
      UUID uuid = Values.parseUuid(text);
      if (uuid == null) {
        throw XmlFailure.malformed("malformed <sysinfo> uuid element");
      }
      entry.setText(uuid.toString());
    }
  }

  /** The UUID that the guest's firmware shows, null where the definition has none. */
  static @Nullable String systemUuid(Element domain) {
    String last = null;
    for (Element info : domain.children("sysinfo")) {
      Element entry = entry(info.child("system"), "uuid");
      String text = entry == null ? null : entry.text();
      last = text == null ? last : text;
    }
    return last;
  }

  /** A machine's own number is the one that its firmware shows. */
  static void requireSameUuid(Element domain) {
    Element uuid = domain.child("uuid");
    for (Element info : domain.children("sysinfo")) {
      Element entry = entry(info.child("system"), "uuid");
      String shown = entry == null ? null : entry.text();
      if (uuid != null && shown != null && !shown.equals(uuid.text())) {
        throw XmlFailure.malformed("UUID mismatch between <uuid> and <sysinfo>");
      }
    }
  }
}
