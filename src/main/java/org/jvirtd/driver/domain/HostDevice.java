package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <hostdev>}: a device of the host, given to the guest. */
final class HostDevice {

  static final Schema PCI_DRIVER =
      Schema.of("driver").attribute("name", oneOf("kvm", "vfio", "xen"));

  private static final Schema PCI_ADDRESS =
      Schema.of("address")
          .attributes(hex(4), "domain")
          .attributes(hex(2), "bus", "slot")
          .attribute("function", hex(1))
          .onRead((source, address) -> completePci(address));

  private static final Schema USB_ADDRESS =
      Schema.of("address").attributes(anyUnsigned(), "bus", "device");

  private static final Schema SCSI_ADDRESS =
      Schema.of("address")
          .required("bus", Values.uint())
          .required("target", Values.uint())
          .required("unit", Values.ulong());

  private static final Schema PCI =
      Schema.of("source").attribute("writeFiltering", yesNo()).child(PCI_ADDRESS);

  private static final Schema USB =
      Schema.of("source")
          .attribute("startupPolicy", oneOf("mandatory", "requisite", "optional"))
          .attribute("guestReset", oneOf("off", "uninitialized", "on"))
          .child(Schema.of("vendor").required("id", Values.nonZero(hex(4))))
          .child(Schema.of("product").required("id", hex(4)))
          .child(USB_ADDRESS)
          .onRead(HostDevice::checkUsb);

  private static final Schema SCSI =
      Schema.of("source")
          .attribute("protocol", optional("adapter", "iscsi"))
          .attribute("name", text())
          .child(Schema.of("host").attribute("name", text()).attribute("port", Values.uint()))
          .child(DiskSource.AUTH)
          .child(Schema.of("initiator").child(Schema.of("iqn").attribute("name", filled())))
          .child(Schema.of("adapter").attribute("name", text()))
          .child(SCSI_ADDRESS)
          .onRead(HostDevice::completeScsi);

  private static final Schema SCSI_HOST =
      Schema.of("source")
          .required("protocol", oneOf("vhost"))
          .attribute("wwpn", text())
          .onRead((source, vhost) -> {
            if (!vhost.has("wwpn")) {
              throw XmlFailure.invalid("missing vhost-scsi hostdev source wwpn");
            }
            if (!vhost.get("wwpn", "").matches("naa\\.[0-9a-fA-F]{16}")) {
              throw XmlFailure.invalid("malformed 'wwpn' value");
            }
          });

  private static final Schema MDEV =
      Schema.of("source")
          .child(
              Schema.of("address")
                  .attribute(
                      "uuid",
                      Values.uuid(raw ->
                          XmlFailure.internal("Cannot parse uuid attribute of element <address>"))))
          .onRead((source, mediated) -> {
            if (mediated.valueAt("uuid", "address") == null) {
              throw XmlFailure.unsupported("Missing 'uuid' attribute for element <address>");
            }
          });

  private static final Map<String, Schema> SUBSYSTEMS =
      Map.of("pci", PCI, "usb", USB, "scsi", SCSI, "scsi_host", SCSI_HOST, "mdev", MDEV);

  private static final Map<String, Schema> CAPABILITIES =
      Map.of(
          "storage", Schema.of("source").child(Schema.text("block", filled())),
          "misc", Schema.of("source").child(Schema.text("char", filled())),
          "net", Schema.of("source").child(Schema.text("interface", filled())));

  private static final Schema NETWORK_PCI =
      Schema.of("address")
          .attribute("type", text())
          .attributes(hex(4), "domain")
          .attributes(hex(2), "bus", "slot")
          .attribute("function", hex(1))
          .onRead((source, address) -> completePci(address));

  private static final Schema NETWORK_USB =
      Schema.of("address").attribute("type", text()).attributes(anyUnsigned(), "bus", "device");

  /** The source of an interface that is a host device: its address says of which kind. */
  static final Schema NETWORK_SOURCE =
      Schema.of("source")
          .attribute("writeFiltering", yesNo())
          .attribute("startupPolicy", text())
          .child(Schema.of("vendor").required("id", hex(4)))
          .child(Schema.of("product").required("id", hex(4)))
          .child("address", (source, address) -> networkAddress(address))
          .onRead((source, element) -> {
            if (element.child("address") == null && element.child("vendor") == null) {
              throw XmlFailure.invalid("missing source address type");
            }
          });

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
          .attribute("sgio", oneOf("filtered", "unfiltered"))
          .attribute("rawio", yesNo())
          .attribute("model", text())
          .attributes(onOff(), "display", "ramfb")
          .child("driver", (device, source) -> device.is("type", "pci") ? PCI_DRIVER : null)
          .child("source", (device, source) -> sourceOf(device))
          .children("ip", (device, ip) -> isCard(device) ? InterfaceSources.IP : null)
          .children("route", (device, route) -> isCard(device) ? InterfaceSources.ROUTE : null)
          .child(DeviceParts.TEAMING)
          .child(Schema.flag("readonly"))
          .child(Schema.flag("shareable"))
          .unkept("ip", "route")
          .with(DeviceParts::bootableWithRom)
          .onRead(HostDevice::complete);

  private HostDevice() {}

  /** A network card that is given to a container. */
  private static boolean isCard(Element device) {
    return device.is("mode", "capabilities") && device.is("type", "net");
  }

  private static @Nullable Schema sourceOf(Element device) {
    String type = device.get("type", "");
    return device.is("mode", "capabilities") ? CAPABILITIES.get(type) : SUBSYSTEMS.get(type);
  }

  private static Schema networkAddress(XmlElement address) {
    String type = address.attribute("type");
    if (type == null || type.isEmpty()) {
      throw XmlFailure.invalid("missing source address type");
    }
    return switch (type) {
      case "pci" -> NETWORK_PCI;
      case "usb" -> NETWORK_USB;
      default ->
          throw XmlFailure.unsupported("unknown host device source address type '" + type + "'");
    };
  }

  private static ValueType anyUnsigned() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return Long.toString(value);
    };
  }

  private static void completePci(Element address) {
    for (String part : new String[] {"domain", "bus", "slot", "function"}) {
      if (!address.has(part)) {
        address.set(
            part, Numbers.hex(0, part.equals("domain") ? 4 : part.equals("function") ? 1 : 2));
      }
    }
  }

  private static void checkUsb(XmlElement source, Element usb) {
    boolean vendor = usb.child("vendor") != null;
    boolean product = usb.child("product") != null;
    if (vendor && !product) {
      throw XmlFailure.internal("missing product");
    }
    if (product && !vendor) {
      throw XmlFailure.internal("missing vendor");
    }
    if (!vendor && usb.child("address") == null) {
      throw XmlFailure.internal("vendor cannot be 0.");
    }
  }

  private static void completeScsi(XmlElement source, Element scsi) {
    if (scsi.is("protocol", "iscsi")) {
      scsi.removeAll("adapter");
      scsi.removeAll("address");
      String name = scsi.get("name");
      if (name == null) {
        throw XmlFailure.invalid("missing iSCSI hostdev source path name");
      }
      if (name.indexOf('/') < 0) {
        scsi.set("name", name + "/0");
      }
      Element host = scsi.child("host");
      if (host != null && !host.has("port")) {
        host.set("port", "3260");
      }
    } else {
      if (source.child("address") == null) {
        throw XmlFailure.invalid("'address' must be specified for scsi hostdev source");
      }
      String adapter = scsi.valueAt("name", "adapter");
      if (adapter == null || adapter.isEmpty()) {
        throw XmlFailure.invalid("'adapter' name must be specified for scsi hostdev source");
      }
      scsi.set("name", null);
      scsi.removeAll("host");
      scsi.removeAll("auth");
      scsi.removeAll("initiator");
    }
  }

  private static void complete(XmlElement source, Element device) {
    String type = device.get("type");
    boolean subsystem = device.is("mode", "subsystem");
    if (subsystem) {
      if (type == null) {
        throw XmlFailure.invalid("missing source address type");
      }
      if (!SUBSYSTEMS.containsKey(type)) {
        throw XmlFailure.unsupported("unknown host device source address type '" + type + "'");
      }
      device.set("managed", device.is("managed", "yes") ? "yes" : "no");
      completeModel(device, type);
    } else {
      if (type == null || !CAPABILITIES.containsKey(type)) {
        throw XmlFailure.unsupported(
            "unknown host device source address type '" + (type == null ? "" : type) + "'");
      }
      for (String attribute : new String[] {"managed", "model", "display", "ramfb"}) {
        device.set(attribute, null);
      }
    }
    if (source.child("source") == null) {
      throw XmlFailure.invalid("Missing <source> element in hostdev device");
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

  private static void completeModel(Element device, String type) {
    String model = device.get("model");
    ValueType.Site site = new ValueType.Site("hostdev", "model");
    switch (type) {
      case "mdev" -> {
        if (model == null) {
          throw site.missing();
        }
        oneOf("vfio-pci", "vfio-ccw", "vfio-ap").read(model, site);
      }
      case "scsi_host" -> {
        if (model != null) {
          device.set(
              "model",
              optional("default", "virtio", "virtio-transitional", "virtio-non-transitional")
                  .read(model, site));
        }
      }
      default -> {
        if (model != null) {
          throw XmlFailure.invalid(
              "'model' attribute in <hostdev> is only supported when type='" + type + "'");
        }
      }
    }
    if (!type.equals("mdev")) {
      device.set("display", null);
      device.set("ramfb", null);
    }
  }
}
