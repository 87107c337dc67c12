package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.Map;
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
import org.jvirtd.rpc.RpcException;

/**
 * {@code <address>}: where a device is plugged in, which each kind of bus says in its own words.
 */
final class DeviceAddresses {

  private static final int MOST_USB_HUBS = 4;

  private static final int MOST_CSSID = 254;
  private static final int MOST_SSID = 3;
  private static final int MOST_DEVNO = 0xFFFF;

  private static final Schema ZPCI =
      Schema.of("zpci")
          .attribute("uid", Values.hex(4))
          .attribute("fid", Values.hex(8))
          .onRead((source, zpci) -> {
            if (!zpci.isEmpty()) {
              zpci.set("uid", zpci.get("uid", "0x0000"));
              zpci.set("fid", zpci.get("fid", "0x00000000"));
            }
          });

  static final Schema PCI =
      typed()
          .attributes(uint(0), "domain", "bus", "slot", "function")
          .attribute("multifunction", onOff())
          .last(ZPCI)
          .before("zpci", (source, address) -> completePci(address, false));

  /**
   * The same where a device of the host is meant: all of it is written, even if it is all zeros.
   */
  static final Schema PCI_OF_HOST = ofHost(Schema.of("address"));

  /** The same in an interface, which says of what kind its host device is. */
  static final Schema PCI_OF_INTERFACE = ofHost(typed());

  static final Schema DRIVE =
      typed()
          .defaulted("controller", signed(), "0")
          .defaulted("bus", signed(), "0")
          .defaulted("target", signed(), "0")
          .defaulted("unit", signed(), "0");

  private static final Schema VIRTIO_SERIAL =
      typed()
          .defaulted("controller", signed(), "0")
          .defaulted("bus", signed(), "0")
          .defaulted("port", signed(), "0");

  static final Schema CCID =
      typed().defaulted("controller", signed(), "0").defaulted("slot", signed(), "0");

  private static final Schema USB =
      typed().defaulted("bus", signed(), "0").attribute("port", usbPort());

  private static final Schema CCW =
      typed()
          .attribute("cssid", Values.hex(1))
          .attribute("ssid", Values.hex(1))
          .attribute("devno", Values.hex(4))
          .onRead((source, address) -> completeCcw(address));

  /** The addresses by their types. */
  private static final Map<String, Schema> BY_TYPE =
      Map.ofEntries(
          Map.entry("pci", PCI),
          Map.entry("drive", DRIVE),
          Map.entry("virtio-serial", VIRTIO_SERIAL),
          Map.entry("ccid", CCID),
          Map.entry("usb", USB),
          Map.entry("spapr-vio", typed().attribute("reg", hexadecimal(64, 8))),
          Map.entry("ccw", CCW),
          Map.entry("virtio-mmio", typed()),
          Map.entry(
              "isa",
              typed()
                  .attribute("iobase", hexadecimal(32, 1).hiding("0x0"))
                  .attribute("irq", hexadecimal(32, 1).hiding("0x0"))),
          Map.entry(
              "dimm",
              typed().required("slot", uint()).attribute("base", hexadecimal(64, 1).hiding("0x0"))),
          Map.entry("unassigned", typed()));

  private DeviceAddresses() {}

  private static Schema typed() {
    return Schema.of("address").attribute("type", text());
  }

  private static Schema ofHost(Schema schema) {
    return schema
        .attributes(uint(0), "domain", "bus", "slot", "function")
        .attribute("multifunction", onOff().hiding("on", "off"))
        .unkept("zpci")
        .onRead((source, address) -> completePci(address, true));
  }

  /** The kind of address that a device has. */
  static Schema of(XmlElement source) {
    String type = source.attribute("type");
    if (type == null) {
      throw XmlFailure.internal("No type specified for device address");
    }
    if (type.equals("virtio-s390")) {
      throw XmlFailure.invalid("virtio-s390 bus doesn't have an address");
    }
    Schema schema = BY_TYPE.get(type);
    if (schema == null) {
      throw XmlFailure.unsupported("unknown address type '" + type + "'");
    }
    return schema;
  }

  /** A number of 32 bits that libvirt writes with a sign. */
  private static ValueType signed() {
    return (raw, site) -> {
      String value = uint().read(raw, site);
      return value == null ? null : Integer.toString((int) Long.parseLong(value));
    };
  }

  /** A number in hexadecimal notation, with 0x before it or without. */
  private static ValueType hexadecimal(int bits, int digits) {
    return (raw, site) -> {
      Long value = bits == 32 ? Numbers.unsigned32(raw, 16) : Numbers.unsigned(raw, 16);
      if (value == null) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return Numbers.hex(value, digits);
    };
  }

  private static ValueType usbPort() {
    return (raw, site) -> {
      String port = canonicalPort(raw);
      if (port == null) {
        throw failure(ErrorCode.INTERNAL_ERROR, "Cannot parse <address> 'port' attribute");
      }
      return port.isEmpty() ? null : port;
    };
  }

  private static RpcException failure(ErrorCode code, String detail) {
    return XmlFailure.of(code, ErrorDomain.DEVICE, detail);
  }

  private static void completePci(Element address, boolean always) {
    long domain = DeviceParts.number(address, "domain");
    long bus = DeviceParts.number(address, "bus");
    long slot = DeviceParts.number(address, "slot");
    long function = DeviceParts.number(address, "function");
    // A bus and a slot that are 0 are no place, whatever the function is.
    boolean empty = domain == 0 && bus == 0 && slot == 0;
    if (empty && !always) {
      for (String part : new String[] {"domain", "bus", "slot", "function"}) {
        address.set(part, null);
      }
      return;
    }
    if (!empty) {
      requireWithin(bus, 0xFF, "bus='0x%x', must be <= 0xFF");
      requireWithin(slot, 0x1F, "slot='0x%x', must be <= 0x1F");
      requireWithin(function, 7, "function=0x%x, must be <= 7");
    }
    address.set("domain", Numbers.hex(domain, 4));
    address.set("bus", Numbers.hex(bus, 2));
    address.set("slot", Numbers.hex(slot, 2));
    // It has one digit, so that nobody minds that it is a decimal one.
    address.set("function", "0x" + (int) function);
  }

  private static void requireWithin(long value, long most, String problem) {
    if (value > most) {
      throw XmlFailure.of(
          ErrorCode.XML_ERROR, ErrorDomain.NONE, "Invalid PCI address " + problem.formatted(value));
    }
  }

  private static void completeCcw(Element address) {
    long cssid = hex(address.get("cssid"));
    long ssid = hex(address.get("ssid"));
    long devno = hex(address.get("devno"));
    if (cssid > MOST_CSSID || ssid > MOST_SSID || devno > MOST_DEVNO) {
      throw failure(
          ErrorCode.INTERNAL_ERROR,
          "Invalid specification for virtio ccw address: cssid='0x%x' ssid='0x%x' devno='0x%04x'"
              .formatted(cssid, ssid, devno));
    }
    int given = 0;
    for (String part : new String[] {"cssid", "ssid", "devno"}) {
      given += address.has(part) ? 1 : 0;
      address.set(part, address.get(part, part.equals("devno") ? "0x0000" : "0x0"));
    }
    if (given == 1 || given == 2) {
      throw failure(
          ErrorCode.INTERNAL_ERROR, "Invalid partial specification for virtio ccw address");
    }
  }

  private static long hex(@Nullable String value) {
    Long number = value == null ? null : Numbers.unsigned(value, 16);
    return number == null ? 0 : number;
  }

  /**
   * A USB device's place, the ports of the hubs on the way to it, "1.4": the numbers up to the
   * first 0, null where it is no such place.
   */
  private static @Nullable String canonicalPort(String raw) {
    StringBuilder port = new StringBuilder();
    boolean ended = false;
    int at = 0;
    for (int depth = 0; depth < MOST_USB_HUBS; depth++) {
      int end = endOfNumber(raw, at);
      Long number = Numbers.unsigned32(raw.substring(at, end), 10);
      if (number == null) {
        return null;
      }
      ended |= number == 0;
      if (!ended) {
        port.append(port.isEmpty() ? "" : ".").append(number);
      }
      if (end == raw.length()) {
        return port.toString();
      }
      at = end + (raw.charAt(end) == '.' ? 1 : 0);
    }
    return null;
  }

  private static int endOfNumber(String raw, int start) {
    int at = start;
    while (at < raw.length() && Character.isWhitespace(raw.charAt(at))) {
      at++;
    }
    at += at < raw.length() && raw.charAt(at) == '+' ? 1 : 0;
    while (at < raw.length() && raw.charAt(at) >= '0' && raw.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
