package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <input>}: mice, tablets, keyboards, and the bus that they come by. */
final class Inputs {

  private static final String[] TYPES = {"mouse", "tablet", "keyboard", "passthrough", "evdev"};

  private static final ValueType BUS =
      named("unknown input bus type", "ps2", "usb", "xen", "parallels", "virtio", "none");

  private static final ValueType TOGGLE =
      oneOf("ctrl-ctrl", "alt-alt", "shift-shift", "meta-meta", "scrolllock", "ctrl-scrolllock");

  private static final Schema PASSED_THROUGH =
      Schema.of("source").attribute("evdev", path()).onRead((source, one) -> requirePath(one));

  private static final Schema HOST_EVENTS =
      Schema.of("source")
          .attribute("dev", path())
          .attribute("grab", oneOf("all"))
          .attribute("grabToggle", TOGGLE)
          .attribute("repeat", onOff())
          .reads("@grab", "@grabToggle", "@repeat")
          .before("@grab", (source, one) -> requirePath(one));

  static final Schema SCHEMA =
      Schema.of("input")
          .attribute("type", named("unknown input device type", TYPES))
          .attribute("bus", BUS)
          .attribute("model", named("unknown input model", SimpleDevices.VIRTIO))
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .child("source", (input, source) -> sourceOf(input))
          .unkept("source")
          .with(DeviceParts::info)
          .when((input, mode) ->
              !(mode.migratable()
                  && input.is("type", "keyboard")
                  && (input.is("bus", "ps2") || input.is("bus", "xen"))))
          .before(
              "@model",
              (source, input) -> {
                if (!input.has("type")) {
                  throw XmlFailure.internal("missing input device type");
                }
              })
          .reads("@model", "@bus", "alias", "master", "acpi", "address", "source", "driver");

  private Inputs() {}

  private static ValueType named(String otherwise, String... words) {
    return oneOf(raw -> XmlFailure.unsupported(otherwise + " '" + raw + "'"), words);
  }

  private static ValueType path() {
    return (raw, site) -> SanitizedPath.of(raw);
  }

  private static void requirePath(Element source) {
    if (!source.has("dev") && !source.has("evdev")) {
      throw XmlFailure.invalid("Missing evdev path for input device");
    }
  }

  private static @Nullable Schema sourceOf(Element input) {
    return switch (input.get("type", "")) {
      case "passthrough" -> PASSED_THROUGH;
      case "evdev" -> HOST_EVENTS;
      default -> null;
    };
  }

  /** Inputs without a bus get the one that their kind and the guest's architecture have. */
  static void complete(Element domain, Element devices) {
    Element os = domain.at("os", "type");
    String osType = os == null || os.text() == null ? "" : String.valueOf(os.text());
    String architecture = os == null ? "" : os.get("arch", "");
    for (Element input : devices.children("input")) {
      if (!input.has("bus")) {
        input.set("bus", busOf(input.get("type", ""), domain, osType, architecture));
      }
      if (input.is("bus", "none")) {
        input.set("bus", null);
      }
      boolean usb = input.is("bus", "usb");
      String address = input.valueAt("type", "address");
      if (usb && address != null && !address.equals("usb")) {
        throw XmlFailure.invalid("Invalid address for a USB device");
      }
      for (Element controller : devices.children("controller")) {
        if (usb && controller.is("type", "usb") && controller.is("model", "none")) {
          throw XmlFailure.unsupported("Can't add USB input device. USB bus is disabled");
        }
      }
    }
  }

  private static String busOf(String type, Element domain, String osType, String architecture) {
    if (osType.equals("xen") || osType.equals("xenpvh")) {
      return "xen";
    }
    if (!osType.equals("hvm")) {
      return isParallels(domain) ? "parallels" : "ps2";
    }
    boolean x86 = architecture.equals("i686") || architecture.equals("x86_64");
    if (x86 && (type.equals("mouse") || type.equals("keyboard"))) {
      return "ps2";
    }
    if (architecture.startsWith("s390") || type.equals("passthrough")) {
      return "virtio";
    }
    return type.equals("evdev") ? "none" : "usb";
  }

  static boolean isParallels(Element domain) {
    return domain.is("type", "vz") || domain.is("type", "parallels");
  }
}
