package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** What devices of many kinds have: boot order, alias, ROM, ACPI index, address, virtio options. */
final class DeviceParts {

  private static final Schema BOOT =
      Schema.of("boot").required("order", positive()).attribute("loadparm", loadParameter());

  /** A name that the user chose begins so; the others are libvirt's own and are not taken over. */
  private static final Schema ALIAS =
      Schema.of("alias")
          .attribute("name", (raw, site) -> raw.matches("ua-[A-Za-z0-9_-]+") ? raw : null);

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
          .attribute("file", text());

  private static final Schema ACPI = Schema.of("acpi").attribute("index", uint().hiding("0"));

  private static final Schema ZPCI =
      Schema.of("zpci")
          .attribute("uid", hex(4))
          .attribute("fid", hex(8))
          .onRead((source, zpci) -> {
            if (!zpci.isEmpty()) {
              zpci.set("uid", zpci.get("uid", "0x0000"));
              zpci.set("fid", zpci.get("fid", "0x00000000"));
            }
          });

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

  static final Schema PCI =
      Schema.of("address")
          .attribute("type", text())
          .attributes(hex(4), "domain")
          .attributes(hex(2), "bus", "slot")
          .attribute("function", pciFunction())
          .attribute("multifunction", onOff())
          .child(ZPCI)
          .onRead(DeviceParts::completePci);

  static final Schema DRIVE =
      Schema.of("address")
          .attribute("type", text())
          .defaulted("controller", uint(), "0")
          .defaulted("bus", uint(), "0")
          .defaulted("target", uint(), "0")
          .defaulted("unit", uint(), "0");

  private static final Schema VIRTIO_SERIAL =
      Schema.of("address")
          .attribute("type", text())
          .defaulted("controller", uint(), "0")
          .defaulted("bus", uint(), "0")
          .defaulted("port", uint(), "0");

  static final Schema CCID =
      Schema.of("address")
          .attribute("type", text())
          .defaulted("controller", uint(), "0")
          .defaulted("slot", uint(), "0");

  private static final Schema USB =
      Schema.of("address")
          .attribute("type", text())
          .defaulted("bus", uint(), "0")
          .attribute("port", usbPort());

  private static final Schema CCW =
      Schema.of("address")
          .attribute("type", text())
          .defaulted("cssid", hex(1), "0x0")
          .defaulted("ssid", hex(1), "0x0")
          .defaulted("devno", hex(4), "0x0000");

  /** The addresses by their types; {@code null} as a type is an error of its own. */
  private static final Map<String, Schema> ADDRESSES =
      Map.ofEntries(
          Map.entry("pci", PCI),
          Map.entry("drive", DRIVE),
          Map.entry("virtio-serial", VIRTIO_SERIAL),
          Map.entry("ccid", CCID),
          Map.entry("usb", USB),
          Map.entry("spapr-vio", plain().attribute("reg", Values.longHex(8))),
          Map.entry("virtio-s390", plain()),
          Map.entry("ccw", CCW),
          Map.entry("virtio-mmio", plain()),
          Map.entry("isa", plain().attribute("iobase", hex(1)).attribute("irq", hex(1))),
          Map.entry(
              "dimm", plain().defaulted("slot", uint(), "0").attribute("base", Values.longHex(1))),
          Map.entry("unassigned", plain()));

  static final Consumer<Schema> VIRTIO_OPTIONS =
      schema -> schema.attributes(onOff(), "iommu", "ats", "packed", "page_per_vq");

  private DeviceParts() {}

  private static Schema plain() {
    return Schema.of("address").attribute("type", text());
  }

  /** Alias, ACPI index and address. */
  static void info(Schema device) {
    device
        .child(ALIAS)
        .child(MASTER)
        .child(ACPI)
        .child("address", (parent, source) -> address(source));
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
        .child("address", (parent, source) -> address(source));
  }

  private static @Nullable Schema address(XmlElement source) {
    String type = source.attribute("type");
    if (type == null) {
      throw XmlFailure.internal("No type specified for device address");
    }
    Schema schema = ADDRESSES.get(type);
    if (schema == null) {
      throw XmlFailure.unsupported("unknown address type '" + type + "'");
    }
    return type.equals("virtio-s390") ? null : schema;
  }

  /** The function of a PCI device is written in decimal after 0x: it has one digit anyway. */
  private static ValueType pciFunction() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return "0x" + value;
    };
  }

  private static ValueType usbPort() {
    return (raw, site) -> {
      String[] parts = raw.split("\\.", -1);
      StringBuilder port = new StringBuilder();
      for (String part : parts) {
        Long value = Numbers.unsigned(part, 10);
        if (value == null || parts.length > 4) {
          throw XmlFailure.of(
              ErrorCode.INTERNAL_ERROR,
              ErrorDomain.DEVICE,
              "Cannot parse <address> 'port' attribute");
        }
        if (value == 0) {
          break;
        }
        port.append(port.isEmpty() ? "" : ".").append(value);
      }
      return port.isEmpty() ? null : port.toString();
    };
  }

  private static void completePci(XmlElement source, Element address) {
    long domain = part(address, "domain", 0xFFFF);
    long bus = part(address, "bus", 0xFF);
    long slot = part(address, "slot", 0x1F);
    long function = part(address, "function", 7);
    if (domain == 0 && bus == 0 && slot == 0 && function == 0) {
      for (String part : new String[] {"domain", "bus", "slot", "function"}) {
        address.set(part, null);
      }
      return;
    }
    address.set("domain", Numbers.hex(domain, 4));
    address.set("bus", Numbers.hex(bus, 2));
    address.set("slot", Numbers.hex(slot, 2));
    address.set("function", "0x" + function);
  }

  private static long part(Element address, String name, long most) {
    Long value = Numbers.unsigned(address.get(name, "0"), 0);
    if (value == null || value > most) {
      String raw = address.get(name, "0");
      // libvirt writes the function without quotes and its limit in decimal.
      String problem =
          name.equals("function")
              ? "function=" + raw + ", must be <= 7"
              : "%s='%s', must be <= 0x%X".formatted(name, raw, most);
      throw XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.NONE, "Invalid PCI address " + problem);
    }
    return value;
  }

  /** The number in an attribute that its type has checked, 0 where there is none. */
  static long number(Element element, String attribute) {
    Long value = Numbers.signed(element.get(attribute, "0"), 10);
    return value == null ? 0 : value;
  }
}
