package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;

/** What devices of many kinds have: boot order, alias, ROM, ACPI index, address, virtio options. */
final class DeviceParts {

  private static final Schema BOOT =
      Schema.of("boot").required("order", positive()).attribute("loadparm", loadParameter());

  /** A name that the user chose begins so; the others are libvirt's own and are not taken over. */
  private static final Schema ALIAS =
      Schema.of("alias")
          .attribute("name", (raw, site) -> raw.matches("ua-[A-Za-z0-9_-]*") ? raw : null);

  private static final Schema MASTER = Schema.of("master").defaulted("startport", uint(), "0");

  /** A device that is another one's stand-in. */
  static final Schema TEAMING =
      Schema.of("teaming")
          .attribute(
              "type",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown teaming type '" + raw + "'"),
                  "persistent",
                  "transient"))
          .attribute("persistent", text())
          .onRead((source, teaming) -> {
            if (teaming.has("persistent") && !teaming.has("type")) {
              throw XmlFailure.unsupported("unknown teaming type '(null)'");
            }
          });

  private static final Schema ROM =
      Schema.of("rom")
          .attribute("enabled", yesNo())
          .attribute("bar", onOff())
          .attribute("file", text())
          .onRead((source, rom) -> {
            if (rom.is("enabled", "no") && (rom.has("bar") || rom.has("file"))) {
              throw XmlFailure.unsupported("ROM tuning is not supported when ROM is disabled");
            }
          });

  private static final Schema ACPI = Schema.of("acpi").attribute("index", Values.nonZero(uint()));

  /** What a mainframe boots with: up to eight characters, written in capitals. */
  private static ValueType loadParameter() {
    return (raw, site) -> {
      String word = raw.toUpperCase(java.util.Locale.ROOT);
      if (word.isEmpty() || word.length() > 8) {
        throw XmlFailure.internal(
            "loadparm value '" + word + "' must be between 1 and 8 characters");
      }
      if (!word.matches("[A-Z0-9. ]*")) {
        throw XmlFailure.internal(
            "invalid loadparm value '"
                + word
                + "', expecting chars in set of [a-zA-Z0-9.] and blank spaces");
      }
      return word;
    };
  }

  static final Consumer<Schema> VIRTIO_OPTIONS =
      schema -> schema.attributes(onOff(), "iommu", "ats", "packed", "page_per_vq");

  private DeviceParts() {}

  /** Alias, ACPI index and address. */
  static void info(Schema device) {
    device
        .child(ALIAS)
        .child(MASTER)
        .child(ACPI)
        .child("address", (parent, source) -> DeviceAddresses.of(source));
  }

  /** The same for devices some of which have none of it. */
  static Consumer<Schema> info(Predicate<Element> owners) {
    return device ->
        device
            .child(ALIAS, owners)
            .child(MASTER, owners)
            .child(ACPI, owners)
            .child(
                "address",
                (parent, source) -> owners.test(parent) ? DeviceAddresses.of(source) : null)
            .unkept("alias", "master", "acpi", "address");
  }

  /** The same with a boot order before. */
  static void bootable(Schema device) {
    device.child(BOOT);
    info(device);
  }

  /** The same with a boot order before and a ROM among them. */
  static void bootableWithRom(Schema device) {
    device
        .child(BOOT)
        .child(ALIAS)
        .child(MASTER)
        .child(ROM)
        .child(ACPI)
        .child("address", (parent, source) -> DeviceAddresses.of(source));
  }

  /** The number in an attribute that its type has checked, 0 where there is none. */
  static long number(Element element, String attribute) {
    Long value = Numbers.signed(element.get(attribute, "0"), 10);
    return value == null ? 0 : value;
  }
}
