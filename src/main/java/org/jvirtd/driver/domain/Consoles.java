package org.jvirtd.driver.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * The ports of serial devices, and the first console, which for a full virtual machine is another
 * name of the first serial port: the one makes the other.
 */
final class Consoles {

  private static final int MAX_ISA_PORTS = 4;

  /** Serial ports of these kinds have no console as their other name. */
  private static final Set<String> NOT_CONSOLES = Set.of("pci-serial", "usb-serial", "isa-debug");

  private Consoles() {}

  /** Numbers the ports that have no number yet. */
  static void completePorts(Element domain, Element devices) {
    String architecture = domain.valueAt("arch", "os", "type");
    boolean intel = "i686".equals(architecture) || "x86_64".equals(architecture);
    for (Element serial : devices.children("serial")) {
      if ("isa-debug".equals(CharacterDevices.targetType(serial)) && !intel) {
        throw XmlFailure.unsupported("isa-debug serial type only valid on x86 architecture");
      }
    }
    number(devices.children("serial"));
    List<Element> consoles = devices.children("console");
    for (int i = 0; i < consoles.size(); i++) {
      Element target = CharacterDevices.ensureTarget(consoles.get(i));
      target.set("port", Integer.toString(i));
      if (!target.has("type")) {
        target.set("type", "serial");
      }
    }
  }

  static void completeIsaPorts(Element devices) {
    List<Element> serials = devices.children("serial");
    boolean[] used = new boolean[MAX_ISA_PORTS];
    int count = 0;
    for (Element serial : serials) {
      if ("isa-serial".equals(CharacterDevices.targetType(serial))) {
        String port = serial.valueAt("port", "target");
        int number = port == null ? -1 : Integer.parseInt(port);
        if (++count > MAX_ISA_PORTS || number >= MAX_ISA_PORTS) {
          throw XmlFailure.internal(
              "Maximum supported number of ISA serial ports is '" + MAX_ISA_PORTS + "'");
        }
        if (number >= 0 && used[number]) {
          throw XmlFailure.internal("target port '" + number + "' already allocated");
        }
        if (number >= 0) {
          used[number] = true;
        }
      }
    }
    for (Element serial : serials) {
      boolean open =
          "isa-serial".equals(CharacterDevices.targetType(serial))
              && serial.valueAt("port", "target") == null;
      for (int port = 0; open && port < MAX_ISA_PORTS; port++) {
        if (!used[port]) {
          used[port] = true;
          open = false;
          CharacterDevices.ensureTarget(serial).set("port", Integer.toString(port));
        }
      }
    }
  }

  /** A parallel port comes after the highest number of those before it. */
  static void numberInOrder(Element devices) {
    long highest = -1;
    for (Element device : devices.children("parallel")) {
      Element target = CharacterDevices.ensureTarget(device);
      if (!target.has("port")) {
        target.set("port", Long.toString(highest + 1));
      }
      highest = Math.max(highest, DeviceParts.number(target, "port"));
    }
  }

  /** A serial port comes after the highest number of all. */
  private static void number(List<Element> devices) {
    long highest = -1;
    for (Element device : devices) {
      String port = device.valueAt("port", "target");
      highest = Math.max(highest, port == null ? -1 : Long.parseLong(port));
    }
    for (Element device : devices) {
      Element target = CharacterDevices.ensureTarget(device);
      if (!target.has("port")) {
        target.set("port", Long.toString(++highest));
      }
    }
  }

  /** Makes the first console and the first serial port agree. */
  static void completeAlias(Element domain, Element devices) {
    List<Element> consoles = devices.children("console");
    for (int i = 1; i < consoles.size(); i++) {
      if ("serial".equals(CharacterDevices.targetType(consoles.get(i)))) {
        throw XmlFailure.unsupported("Only the first console can be a serial port");
      }
    }
    if (!isMachine(domain)) {
      return;
    }
    Element first = consoles.isEmpty() ? null : consoles.getFirst();
    Element serial = devices.child("serial");
    if (first != null && "serial".equals(CharacterDevices.targetType(first))) {
      if (serial == null) {
        devices.add(serialOf(first));
      } else {
        replace(devices, first, consoleOf(serial));
      }
    } else if (serial != null && aliased(serial)) {
      devices.add(position(devices, first), consoleOf(serial));
    }
  }

  private static boolean isMachine(Element domain) {
    Element type = domain.at("os", "type");
    return type != null && "hvm".equals(type.text());
  }

  private static boolean aliased(Element serial) {
    String type = CharacterDevices.targetType(serial);
    return type == null || !NOT_CONSOLES.contains(type);
  }

  private static int position(Element devices, @Nullable Element before) {
    return before == null ? devices.children().size() : devices.indexOf(before);
  }

  private static void replace(Element devices, Element old, Element other) {
    devices.replace(devices.indexOf(old), other);
  }

  private static Element serialOf(Element console) {
    Element serial = console.deepCopy().as(CharacterDevices.SERIAL);
    serial.removeAll("target");
    CharacterDevices.ensureTarget(serial).set("port", "0");
    return serial;
  }

  private static Element consoleOf(Element serial) {
    Element console = serial.deepCopy().as(CharacterDevices.CONSOLE);
    String port = serial.valueAt("port", "target");
    console.removeAll("target");
    Element target = CharacterDevices.ensureTarget(console);
    target.set("type", "serial");
    target.set("port", port);
    return console;
  }
}
