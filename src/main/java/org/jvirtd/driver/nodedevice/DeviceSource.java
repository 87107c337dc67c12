package org.jvirtd.driver.nodedevice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * An element of a device's XML, as libvirt's code for devices looks at it; and its errors.
 *
 * @param device the device's name, for errors
 */
record DeviceSource(String device, XmlElement element) {

  /** The text of the first child of that name; "" counts as absent. */
  @Nullable String text(String child) {
    XmlElement found = element.child(child);
    String text = found == null ? "" : found.text();
    return text.isEmpty() ? null : text;
  }

  /** An attribute of the first child of that name; "" counts as absent. */
  @Nullable String attribute(String child, String attribute) {
    XmlElement found = element.child(child);
    String value = found == null ? null : found.attribute(attribute);
    return value == null || value.isEmpty() ? null : value;
  }

  /** A number of 32 bits that must be there, with what errors call it. */
  long number(String child, String what) {
    return number(text(child), 10, what);
  }

  /** The number in an "id" attribute, in hexadecimal. */
  long id(String child, String what) {
    return number(attribute(child, "id"), 16, what);
  }

  private long number(@Nullable String raw, int radix, String what) {
    if (raw == null) {
      throw internal("no " + what + " supplied");
    }
    Long value = Numbers.unsigned32(raw, radix);
    if (value == null) {
      throw internal("invalid " + what + " supplied");
    }
    return value;
  }

  /** What is in the first child of that name, or in nothing. */
  DeviceSource inner(String child) {
    XmlElement found = element.child(child);
    return new DeviceSource(
        device, found != null ? found : new XmlElement(child, child, null, List.of(), List.of()));
  }

  /** A maker or a product: a number in hexadecimal, and a name where there is one. */
  Part identity(String child, String what) {
    return Part.named(child, text(child), "id", Numbers.hex(id(child, what), 4));
  }

  /** A number of 64 bits that must be there. */
  String size(String child, String what) {
    String raw = text(child);
    if (raw == null) {
      throw internal("no " + what + " supplied");
    }
    Long value = Numbers.unsigned(raw, 10);
    if (value == null) {
      throw internal("invalid " + what + " supplied");
    }
    return Long.toUnsignedString(value);
  }

  /** A signed number that may be missing. */
  @Nullable Integer optional(@Nullable String raw, String what) {
    if (raw == null) {
      return null;
    }
    Long value = Numbers.signed(raw, 10);
    if (value == null || value != value.intValue()) {
      throw internal("invalid " + what + " supplied");
    }
    return value.intValue();
  }

  /** The word of a nested capability. */
  static @Nullable String type(XmlElement capability) {
    return capability.attribute("type");
  }

  /** A PCI address, without the type that devices of domains write with it. */
  static Part pciAddress(XmlElement source) {
    long domain = pciPart(source, "domain");
    long bus = pciPart(source, "bus");
    long slot = pciPart(source, "slot");
    long function = pciPart(source, "function");
    if (domain != 0 || bus != 0 || slot != 0) {
      requireAtMost("bus='" + Numbers.hex(bus, 1) + "', must be <= 0xFF", bus, 0xFF);
      requireAtMost("slot='" + Numbers.hex(slot, 1) + "', must be <= 0x1F", slot, 0x1F);
      requireAtMost("function=" + Numbers.hex(function, 1) + ", must be <= 7", function, 7);
    }
    return Part.empty(
        "address",
        "domain",
        Numbers.hex(domain, 4),
        "bus",
        Numbers.hex(bus, 2),
        "slot",
        Numbers.hex(slot, 2),
        "function",
        "0x" + function);
  }

  private static long pciPart(XmlElement source, String name) {
    String hex = Values.hex(1).of(source, name);
    return hex == null ? 0 : Long.decode(hex);
  }

  private static void requireAtMost(String what, long value, long most) {
    if (value > most) {
      throw XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.NONE, "Invalid PCI address " + what);
    }
  }

  /** An internal error that ends with the device's name. */
  RpcException internal(String what) {
    return error(ErrorCode.INTERNAL_ERROR, what + " for '" + device + "'");
  }

  /** A device that cannot be; ends with the device's name. */
  RpcException unsupported(String what) {
    return error(ErrorCode.CONFIG_UNSUPPORTED, what + " for '" + device + "'");
  }

  static RpcException error(ErrorCode code, String detail) {
    return XmlFailure.of(code, ErrorDomain.NODEDEV, detail);
  }

  static RpcException invalid(String detail) {
    return error(ErrorCode.XML_ERROR, detail);
  }
}
