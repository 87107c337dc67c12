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
    boolean display = false;
    for (Element device : devices.children("hostdev")) {
      String identity = identity(device);
      if (identity != null && !seen.add(identity)) {
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

  /** What two entries have in common that mean the same device; null where that cannot be. */
  private static @Nullable String identity(Element device) {
    Element source = device.child("source");
    if (source == null) {
      return null;
    }
    String type = device.get("mode", "") + " " + device.get("type", "") + " ";
    Element address = source.child("address");
    if (device.is("type", "usb")) {
      Element vendor = source.child("vendor");
      Element product = source.child("product");
      boolean located =
          address != null && address.has("bus") && !address.is("bus", "0") && address.has("device");
      return located ? type + address : type + vendor + product;
    }
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
