package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.IpAddress;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Serial and parallel ports, consoles and channels, and the ends that they have in the guest. */
final class CharacterDevices {

  /** Of the number of a port that characters are forwarded to 16 bits count. */
  private static final long MOST_PORT = 0xFFFF;

  /**
   * The kinds of target that an agent of SPICE's may have: libvirt compares their numbers, whatever
   * the device.
   */
  private static final Map<String, String> FOR_SPICE =
      Map.of("channel", "virtio", "serial", "usb-serial", "console", "xen");

  private static final Schema SERIAL_TARGET =
      target(
              "isa-serial",
              "usb-serial",
              "pci-serial",
              "spapr-vio-serial",
              "system-serial",
              "sclp-serial",
              "isa-debug")
          .joined(model());

  static final Schema CONSOLE_TARGET =
      target("serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm");

  private static final Schema PARALLEL_TARGET =
      Schema.of("target").attribute("port", port()).always();

  private static final Schema CHANNEL_TARGET =
      Schema.of("target")
          .attribute("type", targetType("none", "guestfwd", "virtio", "xen"))
          .attribute("address", text())
          .attribute("port", uint().unchecked())
          .attribute("name", text())
          .unkeptAttributes("state")
          .onRead(CharacterDevices::completeChannelTarget)
          .always();

  static final Schema SERIAL =
      device("serial", SERIAL_TARGET).onRead((source, serial) -> checkUsbPort(serial));
  static final Schema PARALLEL = device("parallel", PARALLEL_TARGET);
  // What Xen once put beside the source.
  static final Schema CONSOLE = device("console", CONSOLE_TARGET).unkeptAttributes("tty");
  static final Schema CHANNEL =
      device("channel", CHANNEL_TARGET).after("target", CharacterDevices::requireTarget);

  private CharacterDevices() {}

  private static Schema device(String name, Schema target) {
    return Schema.of(name)
        .defaulted(
            "type",
            CharacterSources.type(raw ->
                XmlFailure.unsupported(
                    "unknown type presented to host for character device: " + raw)),
            "pty")
        .with(CharacterSources::labelledOf)
        .child(target)
        .with(DeviceParts::info)
        .after("protocol", (source, device) -> checkSpice(device))
        .reads("target", "source", "log", "protocol");
  }

  private static Schema target(String... types) {
    return Schema.of("target")
        .attribute("type", targetType(types).hiding("none"))
        .attribute("port", port())
        .always();
  }

  private static ValueType targetType(String... types) {
    return unknown("type", Stream.concat(Stream.of("none"), Stream.of(types)).distinct());
  }

  private static Schema model() {
    return Schema.of("model")
        .attribute(
            "name",
            unknown(
                    "model",
                    Stream.of(
                        "",
                        "none",
                        "isa-serial",
                        "usb-serial",
                        "pci-serial",
                        "spapr-vty",
                        "pl011",
                        "sclpconsole",
                        "sclplmconsole",
                        "16550a",
                        "isa-debugcon"))
                .hiding("", "none"));
  }

  private static ValueType unknown(String what, Stream<String> words) {
    return oneOf(
        raw ->
            XmlFailure.unsupported(
                "unknown target " + what + " '" + raw + "' specified for character device"),
        words.toArray(String[]::new));
  }

  /** A number that is written with a sign; -1 says that the port has none yet. */
  private static ValueType port() {
    ValueType number =
        (raw, site) -> {
          Long value = Numbers.wrapping(raw, 10);
          if (value == null) {
            throw XmlFailure.invalid("Invalid port number: " + raw);
          }
          return Integer.toString(value.intValue());
        };
    return number.hiding("-1");
  }

  private static void checkUsbPort(Element serial) {
    String address = serial.valueAt("type", "address");
    if ("usb-serial".equals(targetType(serial)) && address != null && !address.equals("usb")) {
      throw XmlFailure.unsupported("usb-serial requires address of usb type");
    }
  }

  private static void completeChannelTarget(XmlElement source, Element target) {
    if (!target.has("type")) {
      throw XmlFailure.unsupported("unknown target type '(null)' specified for character device");
    }
    if (target.is("type", "guestfwd")) {
      String address = target.get("address");
      if (address == null) {
        throw XmlFailure.invalid("guestfwd channel does not define a target address");
      }
      IpAddress parsed = IpAddress.require(address);
      if (parsed.v6()) {
        throw XmlFailure.unsupported("guestfwd channel only supports IPv4 addresses");
      }
      long port = Long.parseLong(uint().required(source, "port"));
      target.set("address", parsed.toString());
      target.set("port", Long.toString(port & MOST_PORT));
      target.set("name", null);
    } else {
      target.set("address", null);
      target.set("port", null);
      target.set("name", target.is("type", "none") ? null : target.get("name"));
    }
  }

  private static void requireTarget(XmlElement source, Element channel) {
    if (source.child("target") == null) {
      throw XmlFailure.invalid("target type must be specified for channel device");
    }
  }

  private static void checkSpice(Element device) {
    String type = targetType(device);
    if (device.is("type", "spicevmc")
        && (type == null || !type.equals(FOR_SPICE.get(device.name())))) {
      throw XmlFailure.unsupported("spicevmc device type only supports virtio");
    }
  }

  /** The type of a target; null where the definition names none. */
  static @Nullable String targetType(Element device) {
    return device.valueAt("type", "target");
  }

  static Element ensureTarget(Element device) {
    return device.ensure(
        switch (device.name()) {
          case "serial" -> SERIAL_TARGET;
          case "console" -> CONSOLE_TARGET;
          default -> PARALLEL_TARGET;
        });
  }
}
