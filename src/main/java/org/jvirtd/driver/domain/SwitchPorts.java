package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Bandwidth;
import org.jvirtd.driver.network.NetworkDefinition.Rate;
import org.jvirtd.driver.network.NetworkDefinition.VirtualPort;
import org.jvirtd.driver.network.NetworkDefinition.Vlan;
import org.jvirtd.driver.network.NetworkParts;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * How an interface stands to the switch that it is plugged into: VLAN tags, the port, its
 * bandwidth. They are read as those of networks are.
 */
final class SwitchPorts {

  private static final Schema VLAN_TAG =
      Schema.of("tag")
          .required("id", uint())
          .attribute("nativeMode", Values.oneOf("tagged", "untagged"));

  static final Schema VLAN =
      Schema.of("vlan")
          .attribute("trunk", text())
          .hooked(VLAN_TAG)
          .onRead((source, vlan) -> write(NetworkParts.readVlan(source), vlan));

  private static final Schema PARAMETERS =
      Schema.of("parameters")
          .attributes(uint().unchecked(), "managerid", "typeid", "typeidversion")
          .attributes(uuid(), "instanceid", "interfaceid")
          .attribute("profileid", filled());

  static final Schema VIRTUAL_PORT =
      Schema.of("virtualport").attribute("type", text()).hooked(PARAMETERS);

  static final Schema BANDWIDTH =
      Schema.of("bandwidth").hooked(bandwidth("inbound")).hooked(bandwidth("outbound")).open();

  private SwitchPorts() {}

  private static Schema bandwidth(String direction) {
    return Schema.of(direction).attributes(ulong(), "average", "peak", "floor", "burst");
  }

  private static org.jvirtd.driver.xml.ValueType uuid() {
    return Values.uuid(raw -> XmlFailure.invalid("not a UUID: '" + raw + "'")).unchecked();
  }

  private static void write(Vlan vlan, Element element) {
    element.set("trunk", vlan.trunk() ? "yes" : null);
    for (Vlan.Tag tag : vlan.tags()) {
      Element one = element.add(new Element(VLAN_TAG));
      one.set("id", Long.toString(tag.id()));
      one.set("nativeMode", tag.nativeMode());
    }
  }

  /**
   * Reads the port of an interface.
   *
   * @param complete whether its type must be said, and all that the type needs
   * @return null where it says nothing
   */
  static @Nullable Element readPort(XmlElement source, boolean complete) {
    VirtualPort port = withIds(NetworkParts.readVirtualPort(source, complete));
    if (complete) {
      NetworkParts.requireComplete(port);
    }
    NetworkParts.requireNoMore(port);
    Element element = new Element(VIRTUAL_PORT);
    element.set("type", port.type());
    Element parameters = new Element(PARAMETERS);
    set(parameters, "managerid", port.managerId());
    set(parameters, "typeid", port.typeId());
    set(parameters, "typeidversion", port.typeIdVersion());
    set(parameters, "instanceid", port.instanceId());
    set(parameters, "interfaceid", port.interfaceId());
    set(parameters, "profileid", port.profileId());
    if (!parameters.isEmpty()) {
      element.add(parameters);
    }
    return element;
  }

  private static void set(Element parameters, String attribute, @Nullable Object value) {
    parameters.set(attribute, value == null ? null : value.toString());
  }

  /** The ids that a port has, whether somebody gave them or not. */
  private static VirtualPort withIds(VirtualPort port) {
    String type = port.type();
    UUID instance = port.instanceId();
    UUID own = port.interfaceId();
    if (instance == null && (type == null || type.equals("802.1Qbg"))) {
      instance = UUID.randomUUID();
    }
    if (own == null && (type == null || type.equals("openvswitch"))) {
      own = UUID.randomUUID();
    }
    return new VirtualPort(
        type,
        port.managerId(),
        port.typeId(),
        port.typeIdVersion(),
        instance,
        own,
        port.profileId());
  }

  /** Reads the bandwidth of an interface, null where it says nothing. */
  static @Nullable Element readBandwidth(XmlElement source, boolean guaranteed) {
    Bandwidth bandwidth = NetworkParts.readBandwidth(source, guaranteed);
    if (bandwidth == null) {
      return null;
    }
    Element element = new Element(BANDWIDTH);
    write(bandwidth.inbound(), "inbound", element);
    write(bandwidth.outbound(), "outbound", element);
    return element;
  }

  private static void write(@Nullable Rate rate, String direction, Element bandwidth) {
    if (rate != null && !(rate.average().equals("0") && rate.floor().equals("0"))) {
      Element one = bandwidth.add(bandwidth.kind(direction));
      setUnlessZero(one, "average", rate.average());
      setUnlessZero(one, "peak", rate.peak());
      setUnlessZero(one, "floor", rate.floor());
      setUnlessZero(one, "burst", rate.burst());
    }
  }

  private static void setUnlessZero(Element rate, String attribute, String value) {
    rate.set(attribute, value.equals("0") ? null : value);
  }
}
