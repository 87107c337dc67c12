package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/**
 * How an interface stands to the switch that it is plugged into: VLAN tags, the port, its
 * bandwidth.
 */
final class SwitchPorts {

  private static final Schema VLAN_TAG =
      Schema.of("tag").required("id", uint()).attribute("nativeMode", oneOf("tagged", "untagged"));

  static final Schema VLAN =
      Schema.of("vlan")
          .attribute("trunk", text())
          .children(VLAN_TAG)
          .onRead(SwitchPorts::completeVlan);

  private static final Schema PARAMETERS =
      Schema.of("parameters")
          .attributes(number(), "managerid", "typeid", "typeidversion")
          .attributes(uuid(), "instanceid", "interfaceid")
          .attribute("profileid", filled());

  static final Schema VIRTUAL_PORT =
      Schema.of("virtualport")
          .attribute("type", text())
          .child(PARAMETERS)
          .onRead(SwitchPorts::completeVirtualPort);

  private static Schema bandwidth(String direction) {
    return Schema.of(direction)
        .attributes(Values.ulong().hiding("0"), "average", "peak", "floor", "burst");
  }

  static final Schema BANDWIDTH =
      Schema.of("bandwidth").child(bandwidth("inbound")).child(bandwidth("outbound"));

  private SwitchPorts() {}

  private static ValueType number() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null || value < 0) {
        throw XmlFailure.of(
            ErrorCode.XML_ERROR,
            ErrorDomain.NONE,
            "cannot parse value of " + site.attribute() + " parameter");
      }
      return Long.toString(value);
    };
  }

  private static ValueType uuid() {
    return Values.uuid(raw ->
        XmlFailure.of(
            ErrorCode.XML_ERROR, ErrorDomain.NONE, "cannot parse instanceid parameter as a uuid"));
  }

  private static void completeVlan(XmlElement source, Element vlan) {
    String trunk = vlan.get("trunk");
    boolean many = vlan.children().size() > 1;
    if (trunk != null && !trunk.toLowerCase(Locale.ROOT).equals("yes") && !many) {
      throw XmlFailure.of(
          ErrorCode.XML_ERROR, ErrorDomain.NONE, "invalid \"trunk='" + trunk + "'\" in <vlan>");
    }
    vlan.set("trunk", trunk != null || many ? "yes" : null);
    if (vlan.children().isEmpty()) {
      throw XmlFailure.of(
          ErrorCode.XML_ERROR,
          ErrorDomain.NONE,
          "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    }
  }

  private static void completeVirtualPort(XmlElement source, Element port) {
    String type = port.get("type");
    if (type == null) {
      return;
    }
    if (!Set.of("802.1Qbg", "802.1Qbh", "openvswitch", "midonet").contains(type)) {
      throw XmlFailure.of(
          ErrorCode.XML_ERROR, ErrorDomain.NONE, "unknown virtualport type " + type);
    }
    Element parameters = port.child("parameters");
    if (type.equals("openvswitch")) {
      if (parameters == null) {
        parameters = port.add(new Element(PARAMETERS));
      }
      if (!parameters.has("interfaceid")) {
        parameters.set("interfaceid", UUID.randomUUID().toString());
      }
    }
  }
}
