package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <devices>}: all kinds in libvirt's order, and what they need of each other. */
final class Devices {

  static final Schema SCHEMA =
      Schema.of("devices")
          .child(Schema.text("emulator", filled()))
          .children(Disk.SCHEMA)
          .children(Controllers.SCHEMA)
          .children(SimpleDevices.LEASE)
          .children(Filesystem.SCHEMA)
          .children(NetworkInterface.SCHEMA)
          .children(Smartcards.SCHEMA)
          .children(CharacterDevices.SERIAL)
          .children(CharacterDevices.PARALLEL)
          .children(CharacterDevices.CONSOLE)
          .children(CharacterDevices.CHANNEL)
          .children(Inputs.SCHEMA)
          .children(SimpleDevices.TPM)
          .children("graphics", (devices, source) -> Graphics.kindOf(source))
          .children(SimpleDevices.SOUND)
          .children(Audio.SCHEMA)
          .children(Video.SCHEMA)
          .children(HostDevice.SCHEMA)
          .children(SimpleDevices.REDIRDEV)
          .child(Extras.REDIRFILTER)
          .children(SimpleDevices.HUB)
          .child(SimpleDevices.WATCHDOG)
          .child(SimpleDevices.MEMBALLOON)
          .children(SimpleDevices.RNG)
          .child(SimpleDevices.NVRAM)
          .children(SimpleDevices.PANIC)
          .children(SimpleDevices.SHMEM)
          .children(MemoryDevice.SCHEMA)
          .child(SimpleDevices.IOMMU)
          .child(SimpleDevices.VSOCK)
          .open();

  private Devices() {}

  /** What every device gets by itself, before the domain as a whole is looked at. */
  static void complete(Element domain, Element devices, ParseOptions options) {
    orderDisks(devices);
    List<Element> disks = devices.children("disk");
    disks.forEach(Disk::completeBus);
    disks.forEach(disk -> Disk.completeGroup(disk, disks));
    Controllers.complete(devices);
    NetworkInterface.complete(devices, options);
    Inputs.complete(domain, devices);
    Consoles.completePorts(devices);
    requireUsb(devices);
    assignDiskAddresses(devices);
    HostDevice.assignAddresses(devices);
  }

  /** A guest whose USB is switched off has nothing that needs it. */
  private static void requireUsb(Element devices) {
    boolean off =
        devices.children("controller").stream()
            .anyMatch(one -> one.is("type", "usb") && one.is("model", "none"));
    for (Element device : off ? devices.children() : List.<Element>of()) {
      String problem =
          switch (device.name()) {
            case "input" ->
                device.is("bus", "usb") ? "Can't add USB input device. USB bus is disabled" : null;
            case "hostdev" ->
                device.is("type", "usb")
                    ? "Can't add host USB device: USB is disabled in this host"
                    : null;
            case "hub" -> "Can't add USB hub: USB is disabled for this domain";
            default -> null;
          };
      if (problem != null) {
        throw XmlFailure.unsupported(problem);
      }
    }
  }

  /** What is added because other devices need it. */
  static void completeImplicit(Element domain, Element devices) {
    Consoles.completeAlias(domain, devices);
    Controllers.ensureForDisks(devices, "scsi", "scsi");
    Controllers.ensureForDisks(devices, "fdc", "fdc");
    Controllers.ensureForDisks(devices, "ide", "ide");
    Controllers.ensureForDisks(devices, "sata", "sata");
    ensureVirtioSerial(devices);
    Smartcards.complete(devices);
    HostDevice.ensureControllers(devices);
    Video.complete(domain, devices);
  }

  private static void ensureVirtioSerial(Element devices) {
    for (String kind : List.of("channel", "console")) {
      for (Element device : devices.children(kind)) {
        if ("virtio".equals(CharacterDevices.targetType(device))) {
          Element address = device.child("address");
          long index =
              address != null && address.is("type", "virtio-serial")
                  ? DeviceParts.number(address, "controller")
                  : 0;
          Controllers.ensure(devices, "virtio-serial", index, null);
        }
      }
    }
  }

  /** A disk, with what its place among the others depends on. */
  private record Placed(Element disk, @Nullable String bus, int index) {}

  /** Disks of one bus stand together, in the order of their names. */
  private static void orderDisks(Element devices) {
    List<Placed> ordered = new ArrayList<>();
    for (Element disk : devices.children("disk")) {
      Placed placed = new Placed(disk, Disk.bus(disk), index(disk));
      int place = -1;
      for (int i = ordered.size() - 1; i >= 0; i--) {
        Placed other = ordered.get(i);
        if (!Objects.equals(other.bus(), placed.bus())) {
          continue;
        }
        if (other.index() > placed.index()) {
          place = i;
        } else if (place == -1) {
          place = i + 1;
        }
      }
      ordered.add(place == -1 ? ordered.size() : place, placed);
    }
    devices.removeAll("disk");
    ordered.forEach(placed -> devices.add(placed.disk()));
  }

  private static int index(Element disk) {
    String name = disk.valueAt("dev", "target");
    return name == null ? -1 : Disk.index(name);
  }

  private static void assignDiskAddresses(Element devices) {
    for (Element disk : devices.children("disk")) {
      if (disk.child("address") == null) {
        int index = index(disk);
        if (index < 0) {
          throw XmlFailure.invalid(
              "Unknown disk name '" + disk.valueAt("dev", "target") + "' and no address specified");
        }
        DiskAddresses.assign(devices, disk, index);
      }
    }
  }
}
