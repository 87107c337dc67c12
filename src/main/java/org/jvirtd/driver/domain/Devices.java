package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.DomainChecks.atMost;
import static org.jvirtd.driver.xml.Values.filled;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

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
          .children(Tpm.SCHEMA)
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
          .children(RandomSource.SCHEMA)
          .child(SimpleDevices.NVRAM)
          .children(SimpleDevices.PANIC)
          .children(SharedMemory.SCHEMA)
          .children(MemoryDevice.SCHEMA)
          .child(SimpleDevices.IOMMU)
          .child(SimpleDevices.VSOCK)
          .open()
          .before("disk", (source, devices) -> requireFew(source))
          .after("disk", (source, devices) -> orderDisks(devices))
          .after("controller", (source, devices) -> Controllers.order(devices))
          .after("parallel", (source, devices) -> Consoles.numberInOrder(devices))
          .after("hostdev", (source, devices) -> HostDevice.ensureControllers(devices))
          .before("watchdog", atMost(1, "watchdog", () -> single("watchdog device")))
          .before("memballoon", atMost(1, "memballoon", () -> single("memory balloon device")))
          .before(
              "tpm",
              atMost(
                  2,
                  "tpm",
                  () ->
                      XmlFailure.invalid(
                          "a maximum of two TPM devices is supported, one of them being a TPM"
                              + " Proxy device")))
          .before("nvram", atMost(1, "nvram", () -> single("nvram device")))
          .before(
              "redirfilter",
              atMost(
                  1,
                  "redirfilter",
                  () ->
                      XmlFailure.internal("only one set of redirection filter rule is supported")))
          .before("iommu", DomainChecks.single("iommu", "only a single IOMMU device is supported"))
          .before("vsock", DomainChecks.single("vsock", "only a single vsock device is supported"))
          .reads(
              "emulator",
              "disk",
              "controller",
              "lease",
              "filesystem",
              "interface",
              "smartcard",
              "parallel",
              "serial",
              "console",
              "channel",
              "input",
              "graphics",
              "sound",
              "audio",
              "video",
              "hostdev",
              "watchdog",
              "memballoon",
              "rng",
              "tpm",
              "nvram",
              "hub",
              "redirdev",
              "redirfilter",
              "panic",
              "shmem",
              "memory",
              "iommu",
              "vsock");

  private Devices() {}

  private static RpcException single(String what) {
    return XmlFailure.internal("only a single " + what + " is supported");
  }

  private static void requireFew(XmlElement devices) {
    if (devices.children().size() > Limits.MAX_DEVICES) {
      throw XmlFailure.invalid("more than " + Limits.MAX_DEVICES + " devices");
    }
  }

  /** What every device gets by itself, before the domain as a whole is looked at. */
  static void complete(Element domain, Element devices, ParseOptions options) {
    Inputs.complete(domain, devices);
    requireUsb(devices);
    Controllers.assignIndexes(devices);
    Consoles.completeIsaPorts(devices);
    NetworkInterface.complete(devices, options);
    List<Element> disks = devices.children("disk");
    for (Element disk : disks) {
      Disk.complete(disk);
      assignAddress(devices, disk);
      Disk.completeGroup(disk, disks);
      requireNoDescriptor(disk);
    }
    HostDevice.assignAddresses(devices);
    devices.children("controller").forEach(Controllers::checkIothread);
    Consoles.completePorts(domain, devices);
    MemoryDevice.complete(domain, devices, options);
  }

  private static void requireNoDescriptor(Element disk) {
    String name = disk.valueAt("dev", "target");
    if (disk.valueAt("fdgroup", "source") != null) {
      throw XmlFailure.unsupported(
          "driver does not support FD passing for disk '" + (name == null ? "(null)" : name) + "'");
    }
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
  private record Placed(Element disk, @Nullable String bus, @Nullable String name, int index) {}

  /** Disks of one bus stand together, in the order of their names. */
  private static void orderDisks(Element devices) {
    List<Placed> ordered = new ArrayList<>();
    for (Element disk : devices.children("disk")) {
      Placed placed = new Placed(disk, Disk.bus(disk), disk.valueAt("dev", "target"), index(disk));
      int place = -1;
      for (int i = ordered.size() - 1; i >= 0; i--) {
        Placed other = ordered.get(i);
        if (!Objects.equals(other.bus(), placed.bus())) {
          continue;
        }
        boolean named = other.name() != null && placed.name() != null;
        if (named && other.index() > placed.index()) {
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

  private static void assignAddress(Element devices, Element disk) {
    String name = disk.valueAt("dev", "target");
    if (disk.child("address") == null && name != null) {
      int index = Disk.index(name);
      if (index < 0) {
        throw XmlFailure.invalid("Unknown disk name '" + name + "' and no address specified");
      }
      DiskAddresses.assign(devices, disk, index);
    }
  }
}
