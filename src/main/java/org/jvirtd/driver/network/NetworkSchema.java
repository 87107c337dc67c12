package org.jvirtd.driver.network;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Set;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;

/**
 * What may stand in {@code <network>}: for clients that ask for a strict reading. The meaning of it
 * all is {@link NetworkReader}'s.
 */
final class NetworkSchema {

  /** The namespace of dnsmasq's own options; the test driver keeps none of them. */
  private static final Set<String> EXTENSIONS =
      Set.of("http://libvirt.org/schemas/network/dnsmasq/1.0");

  private static final Schema LEASE =
      Schema.of("lease")
          .required("expiry", ulong())
          .attribute("unit", oneOf("seconds", "minutes", "hours"));

  private static final Schema DHCP =
      Schema.of("dhcp")
          .children(
              Schema.of("range")
                  .required("start", address())
                  .required("end", address())
                  .child(LEASE))
          .children(
              Schema.of("host")
                  .attributes(text(), "mac", "id", "name")
                  .attribute("ip", address())
                  .child(LEASE))
          .child(Schema.of("bootp").required("file", text()).attribute("server", text()));

  private static final Schema IP =
      Schema.of("ip")
          .attribute("family", oneOf("ipv4", "ipv6"))
          .attribute("localPtr", yesNo())
          .attributes(address(), "address", "netmask")
          .attribute("prefix", uint())
          .child(Schema.of("tftp").attribute("root", text()))
          .child(DHCP);

  private static final Schema ROUTE =
      Schema.of("route")
          .attribute("family", oneOf("ipv4", "ipv6"))
          .required("address", address())
          .attribute("netmask", address())
          .attribute("prefix", uint())
          .required("gateway", address())
          .attribute("metric", uint());

  private static final Schema DNS =
      Schema.of("dns")
          .attributes(yesNo(), "enable", "forwardPlainNames")
          .children(Schema.of("forwarder").attribute("addr", address()).attribute("domain", text()))
          .children(Schema.of("txt").required("name", text()).required("value", text()))
          .children(
              Schema.of("srv")
                  .required("service", text())
                  .required("protocol", text())
                  .attributes(text(), "domain", "target")
                  .attributes(uint(), "port", "priority", "weight"))
          .children(
              Schema.of("host")
                  .required("ip", address())
                  .children(Schema.text("hostname", filled())));

  private static final Schema FORWARD =
      Schema.of("forward")
          .attribute("dev", text())
          .attribute(
              "mode",
              oneOf(
                  "nat",
                  "route",
                  "open",
                  "bridge",
                  "passthrough",
                  "private",
                  "vepa",
                  "hostdev",
                  "none"))
          .attribute("managed", yesNo())
          .child(Schema.of("driver").attribute("name", oneOf("kvm", "vfio")))
          .children(Schema.of("interface").required("dev", text()).attribute("connections", uint()))
          .children(
              Schema.of("address")
                  .required("type", oneOf("pci"))
                  .attributes(text(), "domain", "bus", "slot", "function")
                  .attribute("multifunction", onOff()))
          .child(Schema.of("pf").required("dev", text()))
          .child(
              Schema.of("nat")
                  .attribute("ipv6", yesNo())
                  .child(
                      Schema.of("address").required("start", address()).required("end", address()))
                  .child(Schema.of("port").required("start", uint()).required("end", uint())));

  private static final Schema VLAN =
      Schema.of("vlan")
          .attribute("trunk", oneOf("yes"))
          .children(
              Schema.of("tag")
                  .required("id", uint())
                  .attribute("nativeMode", oneOf("tagged", "untagged")));

  private static final Schema VIRTUAL_PORT =
      Schema.of("virtualport")
          .attribute("type", oneOf("802.1Qbg", "802.1Qbh", "openvswitch", "midonet"))
          .child(
              Schema.of("parameters")
                  .attributes(
                      text(),
                      "managerid",
                      "typeid",
                      "typeidversion",
                      "instanceid",
                      "interfaceid",
                      "profileid"));

  private static final Schema BANDWIDTH =
      Schema.of("bandwidth").child(rate("inbound")).child(rate("outbound"));

  private static final Schema PORT_GROUP =
      Schema.of("portgroup")
          .required("name", text())
          .attributes(yesNo(), "default", "trustGuestRxFilters")
          .child(VLAN)
          .child(VIRTUAL_PORT)
          .child(BANDWIDTH);

  static final Schema NETWORK =
      Schema.of("network")
          .attribute("connections", uint())
          .attributes(yesNo(), "ipv6", "trustGuestRxFilters")
          .child(Schema.text("name", filled()))
          .child(Schema.text("uuid", filled()))
          .child(Schema.verbatim("metadata"))
          .child(FORWARD)
          .child(
              Schema.of("bridge")
                  .attributes(text(), "name", "zone")
                  .attribute("stp", onOff())
                  .attribute("delay", uint())
                  .attribute("macTableManager", oneOf("kernel", "libvirt")))
          .child(Schema.of("mtu").required("size", uint()))
          .child(Schema.of("mac").attribute("address", text()))
          .child(Schema.of("domain").attribute("name", text()).attribute("localOnly", yesNo()))
          .child(DNS)
          .child(VLAN)
          .child(BANDWIDTH)
          .child(Schema.of("port").attribute("isolated", yesNo()))
          .children(IP)
          .children(ROUTE)
          .child(VIRTUAL_PORT)
          .children(PORT_GROUP)
          .extensions(EXTENSIONS);

  private NetworkSchema() {}

  private static Schema rate(String direction) {
    return Schema.of(direction).attributes(ulong(), "average", "peak", "floor", "burst");
  }

  private static ValueType address() {
    return (raw, site) -> {
      if (IpAddress.parse(raw) == null) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }
}
