package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.Set;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <input>}: mice, tablets, keyboards, and the bus that they come by. */
final class Inputs {

  private static final Schema INPUT_SOURCE =
      Schema.of("source")
          .attribute("dev", text())
          .attribute("evdev", text())
          .attribute("grab", oneOf("all"))
          .attribute(
              "grabToggle",
              oneOf(
                  "ctrl-ctrl",
                  "alt-alt",
                  "shift-shift",
                  "meta-meta",
                  "scrolllock",
                  "ctrl-scrolllock"))
          .attribute("repeat", onOff());

  static final Schema SCHEMA =
      Schema.of("input")
          .attribute(
              "type",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown input device type '" + raw + "'"),
                  "mouse",
                  "tablet",
                  "keyboard",
                  "passthrough",
                  "evdev"))
          .attribute(
              "bus",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown input bus type '" + raw + "'"),
                  "ps2",
                  "usb",
                  "xen",
                  "parallels",
                  "virtio",
                  "none"))
          .attribute(
              "model",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown input model '" + raw + "'"),
                  SimpleDevices.VIRTIO))
          .child(Schema.of("driver").with(DeviceParts.VIRTIO_OPTIONS))
          .child(
              "source",
              (input, source) ->
                  Set.of("evdev", "passthrough").contains(input.get("type", ""))
                      ? INPUT_SOURCE
                      : null)
          .with(DeviceParts::info)
          .when((input, mode) ->
              !(mode.migratable()
                  && input.is("type", "keyboard")
                  && (input.is("bus", "ps2") || input.is("bus", "xen"))))
          .onRead((source, input) -> {
            if (!input.has("type")) {
              throw XmlFailure.internal("missing input device type");
            }
          });

  private Inputs() {}

  /** Inputs without a bus get the one that their kind and the guest's architecture have. */
  static void complete(Element domain, Element devices) {
    Element os = domain.at("os", "type");
    String osType = os == null || os.text() == null ? "" : String.valueOf(os.text());
    String architecture = os == null ? "" : os.get("arch", "");
    for (Element input : devices.children("input")) {
      if (!input.has("bus")) {
        input.set("bus", busOf(input.get("type", ""), osType, architecture));
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

  private static String busOf(String type, String osType, String architecture) {
    if (osType.equals("xen") || osType.equals("xenpvh")) {
      return "xen";
    }
    if (!osType.equals("hvm")) {
      return "ps2";
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
}
