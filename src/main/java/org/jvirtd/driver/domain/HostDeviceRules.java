package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.unsupported;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** The rules of the devices of the host among each other. */
final class HostDeviceRules {

  private HostDeviceRules() {}

  /** No device of the host is there twice. */
  static void requireDifferent(Element devices) {
    Set<String> seen = new HashSet<>();
    for (Element one : devices.children("interface")) {
      String identity = one.is("type", "hostdev") ? identityOfInterface(one) : null;
      if (identity != null && !seen.add(identity)) {
        throw XmlFailure.invalid("Hostdev already exists in the domain configuration");
      }
    }
    boolean display = false;
    for (Element device : devices.children("hostdev")) {
      if (isKnown(device, seen)) {
        throw XmlFailure.invalid("Hostdev already exists in the domain configuration");
      }
      if (device.is("type", "mdev") && device.is("ramfb", "on")) {
        if (display) {
          throw unsupported("Only one vgpu device can have 'ramfb' enabled");
        }
        display = true;
      }
    }
  }

  /** Whether a device is among those before it, to which it is added. */
  private static boolean isKnown(Element device, Set<String> seen) {
    Element source = device.child("source");
    if (!HostDevice.isSubsystem(device) || !device.is("type", "usb") || source == null) {
      String identity = identity(device);
      return identity != null && !seen.add(identity);
    }
    // Those before are looked for by what they say: the one by its place, the other by its kind.
    Element address = source.child("address");
    String place = "usb " + number(address, "bus") + "." + number(address, "device");
    String kind = "usb " + id(source, "vendor") + ":" + id(source, "product");
    boolean located = number(address, "bus") != 0 && number(address, "device") != 0;
    boolean known = seen.contains(place) || seen.contains(kind);
    seen.add(located ? place : kind);
    return known;
  }

  private static long number(@Nullable Element address, String attribute) {
    return address == null ? 0 : DeviceParts.number(address, attribute);
  }

  private static String id(Element source, String part) {
    String id = source.valueAt("id", part);
    return id == null ? "0x0000" : id;
  }

  /** An interface is a device of the host whose address says of what kind it is. */
  private static @Nullable String identityOfInterface(Element one) {
    Element source = one.child("source");
    Element address = source == null ? null : source.child("address");
    if (address == null || !address.is("type", "pci")) {
      return null;
    }
    Element plain = address.as(DeviceAddresses.PCI_OF_HOST);
    plain.set("type", null);
    return "subsystem pci " + plain;
  }

  /** What two entries have in common that mean the same device; null where that cannot be. */
  private static @Nullable String identity(Element device) {
    Element source = device.child("source");
    if (source == null) {
      return null;
    }
    String type = device.get("mode", "") + " " + device.get("type", "") + " ";
    Element address = source.child("address");
    if (device.is("type", "scsi")) {
      return type + source.get("name") + source.child("host") + source.child("adapter") + address;
    }
    if (device.is("type", "scsi_host")) {
      return type + source.get("wwpn");
    }
    return type + (address == null ? source : address);
  }

  /** Two devices of the host cannot be at one place of the guest. */
  static void requireOwnPlaces(Element devices) {
    Set<String> seen = new HashSet<>();
    for (Element device : devices.children("hostdev")) {
      Element address = device.child("address");
      if (HostDevice.isScsi(device)
          && address != null
          && address.is("type", "drive")
          && !seen.add(HostDevice.place(address))) {
        throw XmlFailure.unsupported(
            "SCSI host address controller='%s' bus='%s' target='%s' unit='%s' in use by another SCSI"
                    .formatted(
                        address.get("bus", "0"),
                        address.get("controller", "0"),
                        address.get("target", "0"),
                        address.get("unit", "0"))
                + " host device");
      }
    }
  }
}
