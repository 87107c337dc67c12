package org.jvirtd.driver.nodeinterface;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Address;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Bond;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Bridge;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Dhcp;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Ethernet;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Link;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Monitor;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Protocol;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Vlan;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** A host interface's XML, in and out. Facts are those of libvirt 9.0.0. */
public final class InterfaceXml {

  /** What errors call the document. */
  private static final String ORIGIN = "(interface_definition)";

  /** What errors call the schema: the file that libvirt has, whose place our own tables take. */
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/interface.rng";

  private final XmlWriter out = new XmlWriter();

  private InterfaceXml() {}

  /**
   * Reads a definition.
   *
   * @param strict whether what no schema knows is an error, and not just dropped
   * @throws RpcException with libvirt's code and text, when the document is not well formed, over a
   *     limit, or not a definition; XML_INVALID_SCHEMA where it is strict and something is unknown
   */
  public static InterfaceDefinition parse(String xml, boolean strict) {
    XmlElement source;
    try {
      XmlReader.Located document =
          XmlReader.readLocated(xml, ORIGIN, "interface", XmlLimits.DEFAULT);
      if (strict) {
        SchemaValidation.validate(document, InterfaceSchema.of(document.root()), SCHEMA_FILE);
      }
      source = document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.INTERFACE, e);
    }
    return InterfaceReader.read(source);
  }

  /** Reads the element of a larger document. */
  public static InterfaceDefinition read(XmlElement source) {
    return InterfaceReader.read(source);
  }

  /** Writes a definition. */
  public static String format(InterfaceDefinition definition) {
    InterfaceXml writer = new InterfaceXml();
    writer.write(definition);
    return writer.out.toString();
  }

  private void write(InterfaceDefinition definition) {
    out.startTag("interface");
    out.attribute("type", definition.kind().word());
    out.attribute("name", definition.name());
    out.endStartTag();
    String startMode = definition.startMode();
    if (startMode != null) {
      out.startTag("start");
      out.attribute("mode", startMode);
      out.endEmptyTag();
    }
    if (definition.mtu() != 0) {
      out.startTag("mtu");
      out.attribute("size", Long.toString(definition.mtu()));
      out.endEmptyTag();
    }
    definition.protocols().forEach(this::protocol);
    link(definition.link());
    switch (definition.kind()) {
      case Ethernet(String mac) -> {
        if (mac != null) {
          out.startTag("mac");
          out.attribute("address", mac);
          out.endEmptyTag();
        }
      }
      case Bridge bridge -> bridge(bridge);
      case Bond bond -> bond(bond);
      case Vlan vlan -> vlan(vlan);
    }
    out.endTag("interface");
  }

  private void protocol(Protocol protocol) {
    out.startTag("protocol");
    out.attribute("family", protocol.family());
    out.endStartTag();
    if (protocol.autoconf()) {
      out.startTag("autoconf");
      out.endEmptyTag();
    }
    Dhcp dhcp = protocol.dhcp();
    if (dhcp != null) {
      out.startTag("dhcp");
      out.attributeIf("peerdns", dhcp.peerDns());
      out.endEmptyTag();
    }
    for (Address address : protocol.addresses()) {
      out.startTag("ip");
      out.attribute("address", address.address());
      out.attributeIf("prefix", address.prefix() == 0 ? null : address.prefix());
      out.endEmptyTag();
    }
    String gateway = protocol.gateway();
    if (gateway != null) {
      out.startTag("route");
      out.attribute("gateway", gateway);
      out.endEmptyTag();
    }
    out.endTag("protocol");
  }

  private void link(@Nullable Link link) {
    if (link != null && (link.speed() != 0 || link.state() != null)) {
      out.startTag("link");
      out.attributeIf("speed", link.speed() == 0 ? null : link.speed());
      out.attributeIf("state", link.state());
      out.endEmptyTag();
    }
  }

  private void bridge(Bridge bridge) {
    out.startTag("bridge");
    out.attributeIf("stp", bridge.stp());
    out.attributeIf("delay", bridge.delay());
    out.endStartTag();
    bridge.members().forEach(this::write);
    out.endTag("bridge");
  }

  private void bond(Bond bond) {
    out.startTag("bond");
    out.attributeIf("mode", bond.mode());
    out.endStartTag();
    Monitor monitor = bond.monitor();
    if (monitor != null) {
      monitor(monitor);
    }
    bond.members().forEach(this::write);
    out.endTag("bond");
  }

  private void monitor(Monitor monitor) {
    switch (monitor) {
      case Monitor.Mii mii -> {
        out.startTag("miimon");
        out.attribute("freq", Integer.toString(mii.frequency()));
        out.attributeIf("downdelay", mii.downDelay() > 0 ? mii.downDelay() : null);
        out.attributeIf("updelay", mii.upDelay() > 0 ? mii.upDelay() : null);
        out.attributeIf("carrier", mii.carrier());
      }
      case Monitor.Arp arp -> {
        out.startTag("arpmon");
        out.attribute("interval", Integer.toString(arp.interval()));
        out.attribute("target", arp.target());
        out.attributeIf("validate", arp.validate());
      }
    }
    out.endEmptyTag();
  }

  private void vlan(Vlan vlan) {
    out.startTag("vlan");
    out.attribute("tag", vlan.tag());
    out.endStartTag();
    out.startTag("interface");
    out.attribute("name", vlan.device());
    out.endEmptyTag();
    out.endTag("vlan");
  }
}
