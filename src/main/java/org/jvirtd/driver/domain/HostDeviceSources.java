package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.Authentication;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <source>} of a device of the host, in a {@code <hostdev>} or in an interface. */
final class HostDeviceSources {

  static final Schema PCI_DRIVER =
      Schema.of("driver").attribute("name", oneOf("kvm", "vfio", "xen"));

  private static final Schema SCSI_HOST =
      Schema.of("source")
          .attribute("protocol", oneOf("vhost").unchecked())
          .attribute("wwpn", text())
          .onRead((source, vhost) -> checkVhost(vhost));

  private static final Schema MDEV =
      Schema.of("source")
          .child(Schema.of("address").attribute("uuid", text()))
          .onRead(HostDeviceSources::completeMediated);

  private static final Map<String, Schema> SUBSYSTEMS = subsystems(false);

  /** In an interface the address says of what kind it is. */
  private static final Map<String, Schema> OF_INTERFACE = ofInterface();

  private static final Map<String, Schema> CAPABILITIES =
      Map.of(
          "storage", named("block", "Missing <block> element in hostdev storage device"),
          "misc", named("char", "Missing <char> element in hostdev character device"),
          "net", named("interface", "Missing <interface> element in hostdev net device"));

  private HostDeviceSources() {}

  static boolean isSubsystem(String type) {
    return SUBSYSTEMS.containsKey(type);
  }

  static boolean isCapability(String type) {
    return CAPABILITIES.containsKey(type);
  }

  static @Nullable Schema ofSubsystem(String type) {
    return SUBSYSTEMS.get(type);
  }

  static @Nullable Schema ofInterface(String type) {
    return OF_INTERFACE.get(type);
  }

  static @Nullable Schema ofCapability(String type) {
    return CAPABILITIES.get(type);
  }

  /** The addresses of interfaces on the host are looked at, and refused in the end. */
  private static Map<String, Schema> ofInterface() {
    Map<String, Schema> kinds = subsystems(true);
    kinds.values().stream()
        .filter(kind -> kind != SCSI_HOST && kind != MDEV)
        .forEach(kind -> GuestAddresses.add(kind, "interface host IP"));
    return kinds;
  }

  private static Map<String, Schema> subsystems(boolean typed) {
    return Map.of(
        "pci",
        pci(typed),
        "usb",
        usb(typed),
        "scsi",
        scsi(typed),
        "scsi_host",
        SCSI_HOST,
        "mdev",
        MDEV);
  }

  private static Schema address(boolean typed) {
    Schema address = Schema.of("address");
    return typed ? address.attribute("type", text()) : address;
  }

  private static Schema named(String child, String problem) {
    return Schema.of("source")
        .child(Schema.text(child, filled()))
        .open()
        .onRead((source, device) -> {
          if (device.child(child) == null) {
            throw XmlFailure.invalid(problem);
          }
        });
  }

  private static Schema pci(boolean typed) {
    Schema address = typed ? DeviceAddresses.PCI_OF_INTERFACE : DeviceAddresses.PCI_OF_HOST;
    return Schema.of("source")
        .attribute("writeFiltering", yesNo())
        .child(address)
        .unkeptAttributes("startupPolicy")
        // Where no address is given, it is the first of all.
        .onRead((source, device) -> {
          if (device.child("address") == null) {
            XmlElement bare = new XmlElement("address", "address", null, List.of(), List.of());
            Element first = device.add(address.read(bare));
            first.set("type", typed ? "pci" : null);
          }
        });
  }

  private static Schema usb(boolean typed) {
    Schema address =
        address(typed)
            .required("bus", anyUnsigned())
            .required("device", anyUnsigned())
            .when((one, mode) -> !one.is("bus", "0") || !one.is("device", "0"))
            .onRead((source, one) -> one.set("type", typed ? "usb" : null));
    return Schema.of("source")
        .attribute("startupPolicy", oneOf("mandatory", "requisite", "optional"))
        .attribute("autoAddress", yesNo().hiding("no"), (source, mode) -> mode.migratable())
        .attribute("guestReset", oneOf("off", "uninitialized", "on"))
        .child(Schema.of("vendor").required("id", Values.nonZero(hex(4))))
        .child(Schema.of("product").required("id", hex(4)))
        .child(address)
        .unkeptAttributes("missing")
        .after("vendor", (source, usb) -> requireBoth(source, "vendor", "product"))
        .after("product", (source, usb) -> requireBoth(source, "product", "vendor"));
  }

  private static void requireBoth(XmlElement source, String one, String other) {
    if (source.child(one) != null && source.child(other) == null) {
      throw XmlFailure.internal("missing " + other);
    }
  }

  private static Schema scsi(boolean typed) {
    return Schema.of("source")
        .attribute("protocol", oneOf("adapter", "iscsi").unchecked())
        .attribute("name", text())
        .children(DiskNetworkSource.HOST, HostDeviceSources::isRemote)
        .child(Authentication.SCHEMA, HostDeviceSources::isRemote)
        .child(DiskNetworkSource.INITIATOR, HostDeviceSources::isRemote)
        .joined(Schema.of("adapter").attribute("name", filled()), device -> !isRemote(device))
        .child(scsiAddress(typed), device -> !isRemote(device))
        .before("host", (source, device) -> checkScsi(source, device))
        .after("host", (source, device) -> completeHost(device))
        .after("auth", (source, device) -> checkSecret(device))
        .onRead((source, device) -> {
          if (!isRemote(device)) {
            device.set("name", null);
            device.set("protocol", null);
            if (device.child("adapter") == null) {
              throw XmlFailure.invalid("'adapter' name must be specified for scsi hostdev source");
            }
          }
        });
  }

  private static Schema scsiAddress(boolean typed) {
    return address(typed)
        .required("bus", anyUnsigned())
        .required("target", anyUnsigned())
        .required("unit", anyUnsignedLong())
        .onRead((source, one) -> one.set("type", typed ? "scsi" : null));
  }

  private static boolean isRemote(Element scsi) {
    return scsi.is("protocol", "iscsi");
  }

  private static void checkScsi(XmlElement source, Element device) {
    String protocol = device.get("protocol");
    if (protocol != null && !protocol.equals("adapter") && !protocol.equals("iscsi")) {
      throw XmlFailure.unsupported("Unknown SCSI subsystem protocol '" + protocol + "'");
    }
    if (isRemote(device)) {
      if (!device.has("name")) {
        throw XmlFailure.invalid("missing iSCSI hostdev source path name");
      }
    } else if (source.child("address") == null) {
      throw XmlFailure.invalid("'address' must be specified for scsi hostdev source");
    }
  }

  private static void completeHost(Element device) {
    if (!isRemote(device)) {
      return;
    }
    List<Element> hosts = device.children("host");
    if (hosts.isEmpty()) {
      throw XmlFailure.invalid("missing the host address for the iSCSI hostdev");
    }
    if (hosts.size() > 1) {
      throw XmlFailure.invalid(
          "only one source host address may be specified for the iSCSI hostdev");
    }
    hosts.getFirst().set("transport", null);
    hosts.getFirst().set("socket", null);
  }

  private static void checkSecret(Element device) {
    Element auth = device.child("auth");
    if (auth == null) {
      return;
    }
    String type = auth.valueAt("type", "secret");
    if (type == null || !DiskRules.SECRETS.contains(type)) {
      throw XmlFailure.unsupported("invalid secret type " + (type == null ? "(null)" : type));
    }
    if (!type.equals("iscsi")) {
      throw XmlFailure.internal("hostdev invalid secret type '" + type + "'");
    }
  }

  private static void checkVhost(Element vhost) {
    String protocol = vhost.get("protocol");
    if (protocol == null) {
      throw XmlFailure.invalid("Missing scsi_host subsystem protocol");
    }
    if (!protocol.equals("vhost")) {
      throw XmlFailure.unsupported("Unknown scsi_host subsystem protocol '" + protocol + "'");
    }
    String port = vhost.get("wwpn");
    if (port == null) {
      throw XmlFailure.invalid("missing vhost-scsi hostdev source wwpn");
    }
    if (!port.matches("naa\\.[0-9a-fA-F]{16}")) {
      throw XmlFailure.invalid("malformed 'wwpn' value");
    }
  }

  private static void completeMediated(XmlElement source, Element device) {
    Element address = device.child("address");
    String uuid = address == null ? null : address.get("uuid");
    if (source.child("address") == null) {
      throw XmlFailure.unsupported("Missing <address> element");
    }
    if (address == null || uuid == null) {
      throw XmlFailure.unsupported("Missing 'uuid' attribute for element <address>");
    }
    ValueType type =
        Values.uuid(raw -> XmlFailure.internal("Cannot parse uuid attribute of element <address>"));
    address.set("uuid", type.read(uuid, new ValueType.Site("address", "uuid")));
  }

  private static ValueType anyUnsigned() {
    return (raw, site) -> {
      Long value = Numbers.unsigned32(raw, 0);
      if (value == null) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return Long.toString(value);
    };
  }

  private static ValueType anyUnsignedLong() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null) {
        throw site.bad(raw, " Expected non-negative integer value");
      }
      return Long.toUnsignedString(value);
    };
  }
}
