package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * {@code <source>} of an interface: what it is connected to on the host, which each kind has of its
 * own.
 */
final class InterfaceSources {

  static final Schema IP =
      Schema.of("ip")
          .required("address", text())
          .attribute("family", text())
          .attribute("prefix", uint().hiding("0"))
          .attribute("peer", text())
          .onRead((source, ip) ->
              ip.set("family", ip.get("address", "").indexOf(':') >= 0 ? "ipv6" : "ipv4"));

  static final Schema ROUTE =
      Schema.of("route")
          .attribute("family", text())
          .attribute("address", text())
          .attribute("netmask", text())
          .attribute("prefix", uint())
          .attribute("gateway", text())
          .attribute("metric", uint().hiding("0"));

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
                  .onRead((source, element) -> {
                    if (element.child("local") == null) {
                      throw XmlFailure.invalid(
                          "'<local>' element missing for 'udp' socket interface");
                    }
                  })),
          Map.entry(
              "vds",
              source()
                  .required("switchid", text())
                  .required("portid", Values.longInteger())
                  .required("portgroupid", text())
                  .required("connectionid", Values.longInteger())),
          Map.entry("ethernet", source().with(InterfaceSources::ips)),
          Map.entry("user", source().unkeptAttributes("dev").with(InterfaceSources::ips)),
          Map.entry("null", source().with(InterfaceSources::ips)));

  private InterfaceSources() {}

  /** What the source of an interface of that kind may be, null where it may have none. */
  static @Nullable Schema of(Element net) {
    String type = net.get("type", "user");
    return type.equals("hostdev") ? HostDevice.NETWORK_SOURCE : SOURCES.get(type);
  }

  private static Schema source() {
    return Schema.of("source");
  }

  private static Schema socket() {
    return source()
        .required("address", text())
        .required("port", integer())
        .with(InterfaceSources::ips);
  }

  private static void ips(Schema source) {
    source.children(IP).children(ROUTE);
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
