package org.jvirtd.driver.domain;

import static java.util.Map.entry;
import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Serial and parallel ports, consoles and channels, and the ends that they have on the host. */
final class CharacterDevices {

  private static final Set<String> TYPES =
      Set.of(
          "null",
          "vc",
          "pty",
          "dev",
          "file",
          "pipe",
          "stdio",
          "udp",
          "tcp",
          "unix",
          "spicevmc",
          "spiceport",
          "nmdm",
          "qemu-vdagent",
          "dbus");

  /** Whether there is such a kind of source on the host. */
  static boolean isSourceType(String type) {
    return TYPES.contains(type);
  }

  private static final ValueType TYPE =
      oneOf(
          raw ->
              XmlFailure.unsupported("unknown type presented to host for character device: " + raw),
          TYPES.toArray(String[]::new));

  private static final Schema FILE =
      Schema.of("source")
          .attribute("path", text())
          .attribute("append", onOff())
          .children(SecurityLabels.OF_DEVICE)
          .onRead((source, file) -> {
            if (!file.has("path")) {
              throw XmlFailure.internal("Missing source path attribute for char device");
            }
          });

  private static final Schema PATH =
      Schema.of("source").attribute("path", text()).children(SecurityLabels.OF_DEVICE);

  private static final Schema UNIX =
      Schema.of("source")
          .defaulted("mode", oneOf("bind", "connect"), "connect")
          .attribute("path", filled())
          .children(SecurityLabels.OF_DEVICE)
          .child(DiskSource.reconnect())
          .when((source, mode) -> source.has("path"));

  private static final Schema TCP =
      Schema.of("source")
          .defaulted("mode", oneOf("bind", "connect"), "connect")
          .attribute("host", text())
          .attribute("service", text())
          .attribute("tls", yesNo())
          .child(DiskSource.reconnect())
          .onRead((source, tcp) -> {
            if (!tcp.has("host")) {
              throw XmlFailure.internal("Missing source host attribute for char device");
            }
            if (!tcp.has("service")) {
              throw XmlFailure.internal("Missing source service attribute for char device");
            }
          });

  private static final Schema UDP =
      Schema.of("source")
          .defaulted("mode", oneOf("bind", "connect"), "connect")
          .attribute("host", filled())
          .attribute("service", filled());

  /** Which terminal it was the last time: it gets another one. */
  private static final Schema PTY =
      Schema.of("source").unkeptAttributes("path").when((source, mode) -> false);

  private static final Schema VDAGENT =
      Schema.of("source")
          .child(Schema.of("clipboard").required("copypaste", yesNo()))
          .child(Schema.of("mouse").required("mode", oneOf("server", "client")));

  private static final Schema PROTOCOL =
      Schema.of("protocol").attribute("type", oneOf("raw", "telnet", "telnets", "tls"));

  private static final Schema LOG =
      Schema.of("log").attribute("file", text()).attribute("append", onOff());

  private static final Map<String, Schema> SOURCES =
      Map.ofEntries(
          entry("file", FILE),
          entry("dev", PATH),
          entry("pipe", PATH),
          entry("unix", UNIX),
          entry("tcp", TCP),
          entry("udp", UDP),
          entry("pty", PTY),
          entry("spiceport", channel()),
          entry("dbus", channel()),
          entry("nmdm", Schema.of("source").attribute("master", text()).attribute("slave", text())),
          entry("qemu-vdagent", VDAGENT));

  /** The source, the protocol and the log of a character device of any kind. */
  static final Consumer<Schema> SOURCE =
      schema ->
          schema
              .children("source", (device, source) -> SOURCES.get(device.get("type", "pty")))
              .child("protocol", (device, source) -> device.is("type", "tcp") ? PROTOCOL : null)
              .child(LOG)
              .unkept("protocol")
              .onRead(CharacterDevices::completeSource);

  private static final Schema SERIAL_TARGET =
      target(
              "isa-serial",
              "usb-serial",
              "pci-serial",
              "spapr-vio-serial",
              "system-serial",
              "sclp-serial",
              "isa-debug")
          .child(
              Schema.of("model")
                  .attribute(
                      "name",
                      oneOf(
                          raw ->
                              XmlFailure.unsupported(
                                  "unknown target model '"
                                      + raw
                                      + "' specified for character device"),
                          "isa-serial",
                          "usb-serial",
                          "pci-serial",
                          "spapr-vty",
                          "pl011",
                          "sclpconsole",
                          "sclplmconsole",
                          "16550a",
                          "isa-debugcon")));

  static final Schema CONSOLE_TARGET =
      target("serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm");

  private static final Schema PARALLEL_TARGET = Schema.of("target").attribute("port", port());

  private static final Schema CHANNEL_TARGET =
      Schema.of("target")
          .attribute("type", targetType("guestfwd", "virtio", "xen"))
          .attribute("address", text())
          .attribute("port", org.jvirtd.driver.xml.Values.uint())
          .attribute("name", text())
          .unkeptAttributes("state")
          .onRead(CharacterDevices::completeChannelTarget);

  static final Schema SERIAL = device("serial", SERIAL_TARGET);
  static final Schema PARALLEL = device("parallel", PARALLEL_TARGET);
  // What Xen once put beside the source.
  static final Schema CONSOLE = device("console", CONSOLE_TARGET).unkeptAttributes("tty");
  static final Schema CHANNEL =
      device("channel", CHANNEL_TARGET).onRead(CharacterDevices::checkChannel);

  private CharacterDevices() {}

  private static Schema channel() {
    return Schema.of("source").attribute("channel", text());
  }

  private static Schema device(String name, Schema target) {
    return Schema.of(name)
        .defaulted("type", TYPE, "pty")
        .with(SOURCE)
        .child(target)
        .with(DeviceParts::info);
  }

  private static Schema target(String... types) {
    return Schema.of("target").attribute("type", targetType(types)).attribute("port", port());
  }

  private static ValueType targetType(String... types) {
    return oneOf(
        raw ->
            raw.equals("none")
                ? XmlFailure.unsupported("Could not format channel target type")
                : XmlFailure.unsupported(
                    "unknown target type '" + raw + "' specified for character device"),
        types);
  }

  private static ValueType port() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 10);
      if (value == null || value < 0 || value > Integer.MAX_VALUE) {
        throw XmlFailure.invalid("Invalid port number: " + raw);
      }
      return Long.toString(value);
    };
  }

  private static void completeSource(XmlElement source, Element device) {
    int sources = source.children("source").size();
    String type = device.get("type", "pty");
    if (sources > 1 && !type.equals("udp")) {
      throw XmlFailure.invalid("only one source element is allowed for character device");
    }
    if (sources > 2) {
      throw XmlFailure.invalid("only two source elements are allowed for character device");
    }
    if (source.children("log").size() > 1) {
      throw XmlFailure.invalid("only one log element is allowed for character device");
    }
    if (type.equals("tcp") && device.child("protocol") == null) {
      device.add(new Element(PROTOCOL)).set("type", "raw");
    }
    if (type.equals("udp")) {
      orderUdp(device);
    }
    if (type.equals("tcp") || type.equals("udp") || type.equals("file") || type.equals("unix")) {
      checkSource(device, type);
    }
  }

  /** The end that is bound stands before the one that is connected. */
  private static void orderUdp(Element device) {
    for (String mode : new String[] {"bind", "connect"}) {
      for (Element source : device.children("source")) {
        if (source.is("mode", mode)) {
          int index = device.indexOf(source);
          Element copy = source.copy();
          device.removeAt(index);
          device.add(copy);
        }
      }
    }
  }

  private static void checkSource(Element device, String type) {
    if (device.child("source") != null) {
      return;
    }
    switch (type) {
      case "file" -> throw XmlFailure.internal("Missing source path attribute for char device");
      case "tcp" -> throw XmlFailure.internal("Missing source host attribute for char device");
      case "udp" -> throw XmlFailure.internal("Missing source service attribute for char device");
      default -> {}
    }
  }

  private static void completeChannelTarget(XmlElement source, Element target) {
    String type = target.get("type", "");
    if (type.equals("guestfwd")) {
      if (!target.has("address")) {
        throw XmlFailure.invalid("guestfwd channel does not define a target address");
      }
      if (target.get("address", "").indexOf(':') >= 0) {
        throw XmlFailure.unsupported("guestfwd channel only supports IPv4 addresses");
      }
      if (!target.has("port")) {
        throw new ValueType.Site("target", "port").missing();
      }
      target.set("name", null);
    } else {
      target.set("address", null);
      target.set("port", null);
    }
  }

  private static void checkChannel(XmlElement source, Element channel) {
    Element target = channel.child("target");
    if (target == null || !target.has("type")) {
      throw XmlFailure.invalid("target type must be specified for channel device");
    }
    if (channel.is("type", "spicevmc") && !target.is("type", "virtio")) {
      throw XmlFailure.unsupported("spicevmc device type only supports virtio");
    }
  }

  /** The type of a target; "none" where the definition names none. */
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
