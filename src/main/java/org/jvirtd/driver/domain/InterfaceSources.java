package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * {@code <source>} of an interface: what it is connected to on the host, which each kind has of its
 * own.
 */
final class InterfaceSources {

  private static final Map<String, Schema> SOURCES =
      Map.ofEntries(
          Map.entry(
              "network",
              source()
                  .required("network", text())
                  .attribute("portgroup", text())
                  .unkeptAttributes("portid")
                  .with(InterfaceSources::ips)),
          Map.entry("bridge", source().required("bridge", text()).with(InterfaceSources::ips)),
          Map.entry("internal", source().required("name", text()).with(InterfaceSources::ips)),
          Map.entry(
              "direct",
              source()
                  .required("dev", text())
                  .defaulted("mode", oneOf("vepa", "private", "bridge", "passthrough"), "vepa")
                  .with(InterfaceSources::ips)),
          Map.entry(
              "vhostuser",
              source()
                  .required("type", vhostUserType())
                  .required("path", text())
                  .required("mode", oneOf("client", "server"))
                  .child(DiskSource.reconnect())
                  .with(InterfaceSources::ips)),
          Map.entry("vdpa", source().required("dev", text()).with(InterfaceSources::ips)),
          Map.entry(
              "server",
              source()
                  .attribute("address", text())
                  .required("port", integer())
                  .with(InterfaceSources::ips)),
          Map.entry("client", socket()),
          Map.entry("mcast", socket()),
          Map.entry(
              "udp",
              source()
                  .required("address", text())
                  .required("port", integer())
                  .child(Schema.of("local").required("address", text()).required("port", integer()))
                  .with(InterfaceSources::ips)
                  .before(
                      "local",
                      (source, element) -> {
                        if (source.child("local") == null) {
                          throw XmlFailure.invalid(
                              "'<local>' element missing for 'udp' socket interface");
                        }
                      })),
          Map.entry(
              "vds",
              source()
                  .required("switchid", uuid())
                  .required("portid", anyLong())
                  .required("portgroupid", text())
                  .required("connectionid", anyLong())
                  .with(InterfaceSources::ips)),
          Map.entry("ethernet", source().with(InterfaceSources::ips)),
          Map.entry("user", source().unkeptAttributes("dev").with(InterfaceSources::ips)),
          Map.entry("null", source().with(InterfaceSources::ips)));

  private InterfaceSources() {}

  /** What the source of an interface of that kind may be, null where it may have none. */
  static @Nullable Schema of(Element net, XmlElement source) {
    String type = net.get("type", "user");
    if (!type.equals("hostdev")) {
      return SOURCES.get(type);
    }
    XmlElement address = source.child("address");
    String kind = address == null ? null : address.attribute("type");
    return HostDeviceSources.ofInterface(kind == null || kind.isEmpty() ? "usb" : kind);
  }

  /** The kind of host device that an interface is: that of its address, or one of USB. */
  static @Nullable String hostDeviceType(XmlElement net) {
    XmlElement source = net.child("source");
    XmlElement address = source == null ? null : source.child("address");
    String type = address == null ? "" : address.attribute("type");
    if (type != null && !type.isEmpty()) {
      return type;
    }
    return source != null && source.child("vendor") != null ? "usb" : null;
  }

  private static Schema source() {
    return Schema.of("source");
  }

  private static ValueType uuid() {
    return (raw, site) -> Values.uuid(wrong -> site.bad(wrong, " Expected UUID")).read(raw, site);
  }

  private static ValueType anyLong() {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 0);
      if (value == null) {
        throw site.bad(raw, " Expected long long integer value");
      }
      return Long.toString(value);
    };
  }

  private static Schema socket() {
    return source()
        .required("address", text())
        .required("port", integer())
        .with(InterfaceSources::ips);
  }

  private static void ips(Schema source) {
    GuestAddresses.add(source, "interface host IP");
  }

  private static ValueType vhostUserType() {
    return (raw, site) -> {
      if (!raw.equals("unix")) {
        throw XmlFailure.unsupported(
            "Type='" + raw + "' unsupported for <interface type='vhostuser'>");
      }
      return raw;
    };
  }
}
