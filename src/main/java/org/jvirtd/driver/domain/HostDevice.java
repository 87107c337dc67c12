package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <hostdev>}: a device of the host, given to the guest. */
final class HostDevice {

  static final Schema SCHEMA =
      Schema.of("hostdev")
          .defaulted(
              "mode",
              oneOf(
                  raw -> XmlFailure.unsupported("unknown hostdev mode '" + raw + "'"),
                  "subsystem",
                  "capabilities"),
              "subsystem")
          .attribute("type", text())
          .attribute("managed", text())
          .attribute("sgio", oneOf("filtered", "unfiltered").unchecked())
          .attribute("rawio", yesNo().unchecked())
          .attribute("model", text())
          .attributes(onOff().unchecked(), "display", "ramfb")
          .hooked("driver", (device, source) -> HostDeviceSources.PCI_DRIVER)
          .child("source", (device, source) -> sourceOf(device))
          .hooked(GuestAddresses.ip())
          .hooked(GuestAddresses.route())
          .joined(DeviceParts.TEAMING)
          .child(Schema.flag("readonly"), HostDevice::isScsi)
          .child(Schema.flag("shareable"), HostDevice::isScsi)
          .unkept("ip", "route")
          .with(DeviceParts::bootableWithRom)
          .before("source", HostDevice::checkKind)
          .after("source", HostDevice::readWhatBelongsToTheSource)
          .onRead((source, device) -> complete(device))
          .open()
          .reads(
              "source",
              "alias",
              "master",
              "boot",
              "rom",
              "acpi",
              "address",
              "readonly",
              "shareable",
              "teaming");

  private HostDevice() {}

  static boolean isSubsystem(Element device) {
    return device.is("mode", "subsystem");
  }

  private static @Nullable Schema sourceOf(Element device) {
    String type = device.get("type", "");
    return isSubsystem(device)
        ? HostDeviceSources.ofSubsystem(type)
        : HostDeviceSources.ofCapability(type);
  }

  private static void checkKind(XmlElement source, Element device) {
    String type = device.get("type");
    if (isSubsystem(device)) {
      checkSubsystem(source, type);
      completeModel(source, device, String.valueOf(type));
      return;
    }
    requireKind(type, type != null && HostDeviceSources.isCapability(type));
    requireSource(source);
  }

  private static void requireKind(@Nullable String type, boolean known) {
    if (type == null) {
      throw XmlFailure.invalid("missing source address type");
    }
    if (!known) {
      throw XmlFailure.unsupported("unknown host device source address type '" + type + "'");
    }
  }

  private static void requireSource(XmlElement source) {
    if (source.child("source") == null) {
      throw XmlFailure.invalid("Missing <source> element in hostdev device");
    }
  }

  /**
   * Checks what is the same of a host device that is plugged in as such, and of an interface that
   * is one.
   */
  static void checkSubsystem(XmlElement device, @Nullable String type) {
    requireKind(type, type != null && HostDeviceSources.isSubsystem(type));
    requireSource(device);
    XmlElement source = device.child("source");
    if (!"usb".equals(type) && source != null && source.attribute("startupPolicy") != null) {
      throw XmlFailure.unsupported("Setting startupPolicy is only allowed for USB devices");
    }
    boolean scsi = "scsi".equals(type);
    if (oneOf("filtered", "unfiltered").of(device, "sgio") != null && !scsi) {
      throw XmlFailure.invalid("sgio is only supported for scsi host device");
    }
    if (yesNo().of(device, "rawio") != null && !scsi) {
      throw XmlFailure.invalid("rawio is only supported for scsi host device");
    }
    boolean modelled = "mdev".equals(type) || "scsi_host".equals(type);
    if (device.attribute("model") != null && !modelled) {
      throw XmlFailure.invalid(
          "'model' attribute in <hostdev> is only supported when type='" + type + "'");
    }
  }

  private static void completeModel(XmlElement source, Element device, String type) {
    boolean mediated = type.equals("mdev");
    if (mediated) {
      oneOf("vfio-pci", "vfio-ccw", "vfio-ap").required(source, "model");
    } else if (type.equals("scsi_host")) {
      device.set(
          "model",
          optional("default", "virtio", "virtio-transitional", "virtio-non-transitional")
              .of(source, "model"));
    }
    for (String attribute : new String[] {"display", "ramfb"}) {
      device.set(attribute, mediated ? onOff().of(source, attribute) : null);
    }
  }

  /** The driver of a PCI device, and the addresses of a network card that a container is given. */
  private static void readWhatBelongsToTheSource(XmlElement source, Element device) {
    XmlElement driver = source.child("driver");
    if (isSubsystem(device) && device.is("type", "pci") && driver != null) {
      Element read = HostDeviceSources.PCI_DRIVER.read(driver);
      if (!read.isEmpty()) {
        device.add(read);
      }
    }
    if (!isSubsystem(device) && device.is("type", "net")) {
      GuestAddresses.readInto(source, device, "Domain hostdev device");
    }
  }

  private static void complete(Element device) {
    if (isSubsystem(device)) {
      device.set("managed", device.is("managed", "yes") ? "yes" : "no");
      return;
    }
    for (String attribute :
        new String[] {"managed", "sgio", "rawio", "model", "display", "ramfb"}) {
      device.set(attribute, null);
    }
  }

  static boolean isScsi(Element device) {
    return device.is("mode", "subsystem") && device.is("type", "scsi");
  }

  /** SCSI devices without an address get the next free unit of a bus. */
  static void assignAddresses(Element devices) {
    Set<String> used = new HashSet<>();
    for (Element disk : devices.children("disk")) {
      Element address = disk.child("address");
      if ("scsi".equals(Disk.bus(disk)) && address != null && address.is("type", "drive")) {
        used.add(place(address));
      }
    }
    Set<String> hosts = new HashSet<>();
    for (Element device : devices.children("hostdev")) {
      completeUnit(device);
      Element address = device.child("address");
      if (isScsi(device) && address != null && address.is("type", "drive")) {
        requireFree(used, address);
        hosts.add(place(address));
      }
      requireMediated(device, address);
    }
    used.addAll(hosts);
    for (Element device : devices.children("hostdev")) {
      if (isScsi(device) && device.child("address") == null) {
        int unit = 0;
        while (!used.add(
            unit / DiskAddresses.SCSI_UNITS + " 0 0 " + unit % DiskAddresses.SCSI_UNITS)) {
          unit++;
        }
        DiskAddresses.add(
            device, unit / DiskAddresses.SCSI_UNITS, 0, unit % DiskAddresses.SCSI_UNITS);
      }
    }
  }

  /** A unit on an iSCSI target is the first where it is not said. */
  private static void completeUnit(Element device) {
    Element source = device.child("source");
    String name = source == null ? null : source.get("name");
    if (source != null && name != null && isScsi(device) && name.indexOf('/') < 0) {
      source.set("name", name + "/0");
    }
  }

  /** Whether a disk's name gives it the place that a host device asks for. */
  static boolean isTaken(Element devices, int controller, int unit) {
    return devices.children("hostdev").stream()
        .filter(HostDevice::isScsi)
        .map(device -> device.child("address"))
        .anyMatch(address ->
            address != null
                && address.is("type", "drive")
                && place(address).equals(controller + " 0 0 " + unit));
  }

  private static void requireMediated(Element device, @Nullable Element address) {
    String type = address == null ? null : address.get("type");
    if (type == null || !device.is("type", "mdev")) {
      return;
    }
    String model = device.get("model", "");
    boolean wrong =
        (model.equals("vfio-pci") && !type.equals("pci"))
            || (model.equals("vfio-ccw") && !type.equals("ccw"));
    if (wrong) {
      throw XmlFailure.invalid(
          "Unsupported address type '%s' with mediated device model '%s'".formatted(type, model));
    }
  }

  static String place(Element address) {
    return address.get("controller", "0")
        + " "
        + address.get("bus", "0")
        + " "
        + address.get("target", "0")
        + " "
        + address.get("unit", "0");
  }

  private static void requireFree(Set<String> used, Element address) {
    if (used.contains(place(address))) {
      throw XmlFailure.invalid(
          "SCSI host address controller='"
              + address.get("controller", "0")
              + "' bus='"
              + address.get("bus", "0")
              + "' target='"
              + address.get("target", "0")
              + "' unit='"
              + address.get("unit", "0")
              + "' in use by a SCSI disk");
    }
  }

  /** Adds the SCSI controllers that the devices of the host need. */
  static void ensureControllers(Element devices) {
    long highest = -1;
    String model = null;
    for (Element device : devices.children("hostdev")) {
      Element address = device.child("address");
      long index = address == null ? -1 : DeviceParts.number(address, "controller");
      if (isScsi(device) && address != null && address.is("type", "drive") && index > highest) {
        highest = index;
        model = scsiModel(devices, index, model);
      }
    }
    Controllers.ensureUpTo(devices, "scsi", highest, model);
  }

  /** A further controller is like the one that is full. */
  private static @Nullable String scsiModel(
      Element devices, long index, @Nullable String otherwise) {
    for (Element controller : devices.children("controller")) {
      if (controller.is("type", "scsi") && DeviceParts.number(controller, "index") == index) {
        String model = controller.get("model");
        return model == null ? otherwise : model;
      }
    }
    return otherwise;
  }
}
