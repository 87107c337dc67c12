package org.jvirtd.driver.domain;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** The place on a controller that a disk's name gives it. */
final class DiskAddresses {

  static final int SCSI_UNITS = 7;
  private static final int SATA_UNITS = 6;

  private DiskAddresses() {}

  /** Buses without controllers, such as virtio, give no address. */
  static void assign(Element devices, Element disk, int index) {
    String bus = Disk.bus(disk);
    switch (bus == null ? "" : bus) {
      case "scsi" -> assignScsi(devices, disk, index / SCSI_UNITS, index % SCSI_UNITS);
      case "ide" -> add(disk, index / 4, index % 4 / 2, index % 2);
      case "sata" -> add(disk, index / SATA_UNITS, 0, index % SATA_UNITS);
      case "fdc" -> add(disk, index / 2, 0, index % 2);
      default -> {}
    }
  }

  private static void assignScsi(Element devices, Element disk, int controller, int unit) {
    if (HostDevice.isTaken(devices, controller, unit)) {
      // libvirt leaves the last quote away.
      throw XmlFailure.unsupported(
          ("using disk target name '%s' conflicts with SCSI host device address"
                  + " controller='%s' bus='0' target='0' unit='%s")
              .formatted(disk.valueAt("dev", "target"), controller, unit));
    }
    add(disk, controller, 0, unit);
  }

  static void add(Element device, int controller, int bus, int unit) {
    Element address = device.add(new Element(DeviceAddresses.DRIVE));
    address.set("type", "drive");
    address.set("controller", Integer.toString(controller));
    address.set("bus", Integer.toString(bus));
    address.set("target", "0");
    address.set("unit", Integer.toString(unit));
  }
}
