package org.jvirtd.driver.nodeinterface;

import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;

/**
 * What may stand in {@code <interface>}: for clients that ask for a strict reading. The meaning of
 * it all is {@link InterfaceReader}'s.
 */
final class InterfaceSchema {

  static final List<String> BOND_MODES =
      List.of(
          "balance-rr",
          "active-backup",
          "balance-xor",
          "broadcast",
          "802.3ad",
          "balance-tlb",
          "balance-alb");

  private static final Schema LINK =
      Schema.of("link").attribute("speed", uint()).attribute("state", text());

  private static final Schema ETHERNET =
      Schema.of("interface")
          .required("type", oneOf("ethernet"))
          .required("name", text())
          .child(LINK)
          .child(Schema.of("mac").required("address", text()));

  private static final Schema VLAN =
      Schema.of("vlan")
          .required("tag", uint())
          .child(Schema.of("interface").required("name", text()));

  private static final Schema BOND =
      Schema.of("bond")
          .attribute("mode", oneOf(Values.words(BOND_MODES)))
          .child(
              Schema.of("miimon")
                  .required("freq", uint())
                  .attributes(uint(), "downdelay", "updelay")
                  .attribute("carrier", oneOf("ioctl", "netif")))
          .child(
              Schema.of("arpmon")
                  .required("interval", uint())
                  .required("target", text())
                  .attribute("validate", oneOf("active", "backup", "all")))
          .children(ETHERNET);

  private static final Schema MEMBER =
      Schema.of("interface")
          .required("type", oneOf("ethernet", "bond", "vlan"))
          .required("name", text())
          .child(LINK)
          .child(Schema.of("mac").required("address", text()))
          .child(BOND, InterfaceSchema::isBond)
          .child(VLAN, InterfaceSchema::isVlan);

  private static final Schema BRIDGE =
      Schema.of("bridge")
          .attribute("stp", onOff())
          .attribute("delay", text())
          .children("interface", (parent, source) -> member(source));

  private static final Schema PROTOCOL =
      Schema.of("protocol")
          .required("family", oneOf("ipv4", "ipv6"))
          .child(Schema.of("autoconf"), protocol -> protocol.is("family", "ipv6"))
          .child(Schema.of("dhcp").attribute("peerdns", yesNo()))
          .children(Schema.of("ip").required("address", text()).attribute("prefix", uint()))
          .children(Schema.of("route").required("gateway", text()));

  static final Schema INTERFACE =
      Schema.of("interface")
          .required("type", oneOf("ethernet", "bridge", "bond", "vlan"))
          .attribute("name", text())
          .child(Schema.of("start").required("mode", oneOf("onboot", "hotplug", "none")))
          .child(Schema.of("mtu").required("size", uint()))
          .children(PROTOCOL)
          .child(LINK, one -> !one.is("type", "bridge"))
          .child(Schema.of("mac").required("address", text()), one -> one.is("type", "ethernet"))
          .child(BRIDGE, one -> one.is("type", "bridge"))
          .child(BOND, InterfaceSchema::isBond)
          .child(VLAN, InterfaceSchema::isVlan);

  private InterfaceSchema() {}

  private static Schema member(XmlElement source) {
    return "ethernet".equals(source.attribute("type")) ? ETHERNET : MEMBER;
  }

  private static boolean isBond(Element one) {
    return one.is("type", "bond");
  }

  private static boolean isVlan(Element one) {
    return one.is("type", "vlan");
  }
}
