package org.jvirtd.driver.nodeinterface;

import static org.jvirtd.driver.xml.StrictValues.deviceName;
import static org.jvirtd.driver.xml.StrictValues.integer;
import static org.jvirtd.driver.xml.StrictValues.ipv4;
import static org.jvirtd.driver.xml.StrictValues.ipv6;
import static org.jvirtd.driver.xml.StrictValues.mac;
import static org.jvirtd.driver.xml.StrictValues.number;
import static org.jvirtd.driver.xml.StrictValues.unsigned;
import static org.jvirtd.driver.xml.Values.matching;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
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
      Schema.of("link")
          .attribute("speed", unsigned())
          .attribute(
              "state",
              oneOf("unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"));

  private static final Schema MAC = Schema.of("mac").required("address", mac());

  private static final Schema ETHERNET =
      Schema.of("interface")
          .required("type", oneOf("ethernet"))
          .required("name", deviceName())
          .child(LINK)
          .child(MAC);

  private static final Schema VLAN =
      Schema.of("vlan")
          .required("tag", integer(0, 4095))
          .child(Schema.of("interface").required("name", deviceName()))
          .needs("interface");

  private static final Schema BOND =
      Schema.of("bond")
          .attribute("mode", oneOf(Values.words(BOND_MODES)))
          .child(
              Schema.of("miimon")
                  .required("freq", unsigned())
                  .attributes(unsigned(), "downdelay", "updelay")
                  .attribute("carrier", oneOf("ioctl", "netif")))
          .child(
              Schema.of("arpmon")
                  .required("interval", unsigned())
                  .required("target", ipv4())
                  .attribute("validate", oneOf("none", "active", "backup", "all")))
          .children(ETHERNET)
          .needs("interface");

  private static final Schema MEMBER_BOND =
      Schema.of("interface")
          .required("type", oneOf("bond"))
          .required("name", deviceName())
          .child(LINK)
          .child(BOND)
          .needs("bond");

  private static final Schema MEMBER_VLAN =
      Schema.of("interface")
          .required("type", oneOf("vlan"))
          .attribute("name", deviceName())
          .child(LINK)
          .child(VLAN)
          .needs("vlan");

  private static final Schema BRIDGE =
      Schema.of("bridge")
          .attribute("stp", onOff())
          .attribute(
              "delay", matching("\\s*\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*"))
          .children("interface", (parent, source) -> member(source));

  private static final Schema IPV4 = protocol("ipv4", ipv4(), 32);

  private static final Schema IPV6 = protocol("ipv6", ipv6(), 128).child(Schema.of("autoconf"));

  private static final Schema TOP_ETHERNET = top("ethernet").child(LINK).child(MAC);
  private static final Schema TOP_BRIDGE = top("bridge").child(BRIDGE).needs("bridge");
  private static final Schema TOP_BOND = top("bond").child(LINK).child(BOND).needs("bond");
  private static final Schema TOP_VLAN = top("vlan").child(LINK).child(VLAN).needs("vlan");

  private static Schema protocol(String family, ValueType address, int bits) {
    return Schema.of("protocol")
        .required("family", oneOf(family))
        .child(Schema.of("dhcp").attribute("peerdns", yesNo()))
        .children(Schema.of("ip").required("address", address).attribute("prefix", number(0, bits)))
        .child(Schema.of("route").required("gateway", address));
  }

  private static Schema top(String type) {
    ValueType name = deviceName();
    Schema schema = Schema.of("interface").required("type", oneOf(type));
    return (type.equals("vlan") ? schema.attribute("name", name) : schema.required("name", name))
        .child(Schema.of("start").required("mode", oneOf("onboot", "hotplug", "none")))
        .child(Schema.of("mtu").required("size", unsigned()))
        .children("protocol", InterfaceSchema::protocol);
  }

  /** A second one of a family has no place. */
  private static @Nullable Schema protocol(Element parent, XmlElement source) {
    Schema schema = "ipv6".equals(source.attribute("family")) ? IPV6 : IPV4;
    boolean seen = parent.children("protocol").stream().anyMatch(one -> one.schema() == schema);
    return seen ? null : schema;
  }

  /** What an interface of its kind may have; of an unknown kind, nothing. */
  static Schema of(XmlElement source) {
    return switch (Objects.toString(source.attribute("type"), "")) {
      case "bridge" -> TOP_BRIDGE;
      case "bond" -> TOP_BOND;
      case "vlan" -> TOP_VLAN;
      default -> TOP_ETHERNET;
    };
  }

  private static Schema member(XmlElement source) {
    return switch (Objects.toString(source.attribute("type"), "")) {
      case "bond" -> MEMBER_BOND;
      case "vlan" -> MEMBER_VLAN;
      default -> ETHERNET;
    };
  }

  private InterfaceSchema() {}
}
