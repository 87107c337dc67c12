package org.jvirtd.driver.network;

import static org.jvirtd.driver.xml.StrictValues.deviceName;
import static org.jvirtd.driver.xml.StrictValues.dnsName;
import static org.jvirtd.driver.xml.StrictValues.integer;
import static org.jvirtd.driver.xml.StrictValues.ip;
import static org.jvirtd.driver.xml.StrictValues.ipv4;
import static org.jvirtd.driver.xml.StrictValues.number;
import static org.jvirtd.driver.xml.StrictValues.unicastMac;
import static org.jvirtd.driver.xml.StrictValues.unsigned;
import static org.jvirtd.driver.xml.StrictValues.uuid;
import static org.jvirtd.driver.xml.Values.matching;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Set;
import org.jvirtd.driver.xml.Schema;

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
          .required("expiry", matching("[0-9]+"))
          .attribute("unit", oneOf("seconds", "minutes", "hours"));

  private static final Schema DHCP =
      Schema.of("dhcp")
          .children(Schema.of("range").required("start", ip()).required("end", ip()).child(LEASE))
          .children(
              Schema.of("host")
                  .attribute("mac", unicastMac())
                  .attribute("id", matching("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2})*"))
                  .attribute("name", text())
                  .required("ip", ip())
                  .child(LEASE))
          .child(
              Schema.of("bootp").required("file", matching(".+")).attribute("server", dnsName()));

  private static final Schema IP =
      Schema.of("ip")
          .attribute("family", oneOf("ipv4", "ipv6"))
          .attribute("localPtr", yesNo())
          .attribute("address", ip())
          .attribute("netmask", ipv4())
          .attribute("prefix", number(0, 128))
          .child(Schema.of("tftp").required("root", text()))
          .child(DHCP);

  private static final Schema ROUTE =
      Schema.of("route")
          .attribute("family", oneOf("ipv4", "ipv6"))
          .required("address", ip())
          .attribute("netmask", ipv4())
          .attribute("prefix", number(0, 128))
          .required("gateway", ip())
          .attribute("metric", unsigned());

  private static final Schema DNS =
      Schema.of("dns")
          .attributes(yesNo(), "enable", "forwardPlainNames")
          .children(Schema.of("forwarder").attribute("addr", ip()).attribute("domain", dnsName()))
          .children(Schema.of("txt").required("name", dnsName()).required("value", text()))
          .children(
              Schema.of("srv")
                  .required("service", text())
                  .required("protocol", oneOf("tcp", "udp"))
                  .attribute("domain", dnsName())
                  .attribute("target", text())
                  .attributes(integer(0, 65_535), "port", "priority", "weight"))
          .children(
              Schema.of("host")
                  .required("ip", ip())
                  .children(Schema.text("hostname", dnsName()))
                  .needs("hostname"));

  private static final Schema NAT =
      Schema.of("nat")
          .attribute("ipv6", yesNo())
          .child(Schema.of("address").required("start", ipv4()).required("end", ipv4()))
          .child(
              Schema.of("port")
                  .required("start", integer(1, 65_535))
                  .required("end", integer(1, 65_535)));

  private static final Schema PCI_ADDRESS =
      Schema.of("address")
          .required("type", oneOf("pci"))
          .attribute("domain", matching("(0x)?[0-9a-fA-F]{1,8}"))
          .attribute("bus", matching("(0x)?[0-9a-fA-F]{1,2}"))
          .attribute("slot", matching("(0x)?[0-1]?[0-9a-fA-F]"))
          .attribute("function", matching("(0x)?[0-7]"))
          .attribute("multifunction", onOff())
          .attribute("connections", unsigned());

  private static final Schema FORWARD =
      Schema.of("forward")
          .attribute("dev", deviceName())
          .attribute(
              "mode",
              oneOf("nat", "route", "open", "bridge", "passthrough", "private", "vepa", "hostdev"))
          .attribute("managed", yesNo())
          .child(Schema.of("driver").required("name", oneOf("kvm", "vfio")))
          .children(
              Schema.of("interface")
                  .required("dev", deviceName())
                  .attribute("connections", unsigned()))
          .children(PCI_ADDRESS)
          .child(Schema.of("pf").required("dev", deviceName()))
          .child(NAT);

  private static final Schema VLAN =
      Schema.of("vlan")
          .attribute("trunk", oneOf("yes"))
          .children(
              Schema.of("tag")
                  .required("id", integer(0, 4095))
                  .attribute("nativeMode", oneOf("tagged", "untagged")))
          .needs("tag");

  private static final Schema PARAMETERS =
      Schema.of("parameters")
          .attributes(
              matching("(0x[0-9a-fA-F]{1,6})|[0-9]+"), "managerid", "typeid", "typeidversion")
          .attributes(uuid(), "instanceid", "interfaceid")
          .attribute("profileid", matching("(?s).{0,39}"));

  private static final Schema VIRTUAL_PORT =
      Schema.of("virtualport")
          .attribute("type", oneOf("802.1Qbg", "802.1Qbh", "openvswitch", "midonet"))
          .child(PARAMETERS);

  private static final Schema BANDWIDTH =
      Schema.of("bandwidth")
          .attribute("classID", number(1, Long.MAX_VALUE))
          .child(rate("inbound"))
          .child(rate("outbound"));

  private static final Schema PORT_GROUP =
      Schema.of("portgroup")
          .required("name", deviceName())
          .attributes(yesNo(), "default", "trustGuestRxFilters")
          .child(VLAN)
          .child(VIRTUAL_PORT)
          .child(BANDWIDTH);

  static final Schema NETWORK =
      Schema.of("network")
          .attribute("connections", unsigned())
          .attributes(yesNo(), "ipv6", "trustGuestRxFilters")
          .child(Schema.text("name", text()))
          .needs("name")
          .child(Schema.text("uuid", uuid()))
          .child(Schema.verbatim("metadata"))
          .child(FORWARD)
          .child(
              Schema.of("bridge")
                  .attribute("name", deviceName())
                  .attribute("zone", matching("[a-zA-Z0-9_\\-]+"))
                  .attribute("stp", onOff())
                  .attribute("delay", integer(0, Long.MAX_VALUE))
                  .attribute("macTableManager", oneOf("kernel", "libvirt")))
          .child(Schema.of("mtu").required("size", integer(0, 65_535)))
          .child(Schema.of("mac").required("address", unicastMac()))
          .child(Schema.of("domain").required("name", dnsName()).attribute("localOnly", yesNo()))
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
    return Schema.of(direction)
        .attributes(number(1, 0xFFFF_FFFFL), "average", "peak", "floor", "burst");
  }
}
