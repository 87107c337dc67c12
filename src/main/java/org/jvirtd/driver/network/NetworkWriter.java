package org.jvirtd.driver.network;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Bandwidth;
import org.jvirtd.driver.network.NetworkDefinition.Bootp;
import org.jvirtd.driver.network.NetworkDefinition.Bridge;
import org.jvirtd.driver.network.NetworkDefinition.DhcpHost;
import org.jvirtd.driver.network.NetworkDefinition.DhcpRange;
import org.jvirtd.driver.network.NetworkDefinition.Dns;
import org.jvirtd.driver.network.NetworkDefinition.DnsHost;
import org.jvirtd.driver.network.NetworkDefinition.Forward;
import org.jvirtd.driver.network.NetworkDefinition.ForwardInterface;
import org.jvirtd.driver.network.NetworkDefinition.Forwarder;
import org.jvirtd.driver.network.NetworkDefinition.Ip;
import org.jvirtd.driver.network.NetworkDefinition.Lease;
import org.jvirtd.driver.network.NetworkDefinition.Nat;
import org.jvirtd.driver.network.NetworkDefinition.PortGroup;
import org.jvirtd.driver.network.NetworkDefinition.Rate;
import org.jvirtd.driver.network.NetworkDefinition.Route;
import org.jvirtd.driver.network.NetworkDefinition.Srv;
import org.jvirtd.driver.network.NetworkDefinition.Txt;
import org.jvirtd.driver.network.NetworkDefinition.VirtualPort;
import org.jvirtd.driver.network.NetworkDefinition.Vlan;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlWriter;

/** Writes {@code <network>} as libvirt does. */
final class NetworkWriter {

  private final XmlWriter out = new XmlWriter();

  private NetworkWriter() {}

  static String write(NetworkDefinition network) {
    NetworkWriter writer = new NetworkWriter();
    writer.network(network);
    return writer.out.toString();
  }

  private void network(NetworkDefinition network) {
    out.startTag("network");
    out.attributeIf("ipv6", network.ipv6WithoutGateway() ? "yes" : null);
    out.attributeIf("trustGuestRxFilters", network.trustGuestRxFilters());
    out.endStartTag();
    out.textElement("name", network.name());
    out.textElement("uuid", network.uuid().toString());
    textIf("title", network.title());
    textIf("description", network.description());
    XmlElement metadata = network.notes().metadata();
    if (metadata != null) {
      out.verbatim(metadata);
    }
    forward(network.forward());
    bridge(network.bridge(), network.forward().mode().hasOwnBridge());
    empty("mtu", "size", network.mtu() == 0 ? null : network.mtu());
    empty("mac", "address", network.mac());
    NetworkDefinition.DnsDomain domain = network.domain();
    if (domain != null) {
      out.startTag("domain");
      out.attribute("name", domain.name());
      out.attributeIf("localOnly", domain.localOnly());
      out.endEmptyTag();
    }
    dns(network.dns());
    vlan(network.vlan());
    bandwidth(network.bandwidth());
    empty("port", "isolated", network.isolatedPort());
    network.ips().forEach(this::ip);
    network.routes().forEach(this::route);
    virtualPort(network.virtualPort());
    network.portGroups().forEach(this::portGroup);
    out.endTag("network");
  }

  private void textIf(String name, @Nullable String text) {
    if (text != null) {
      out.textElement(name, text);
    }
  }

  /** An element that consists of one attribute, not written without it. */
  private void empty(String name, String attribute, @Nullable Object value) {
    if (value != null) {
      out.startTag(name);
      out.attribute(attribute, value.toString());
      out.endEmptyTag();
    }
  }

  private void forward(Forward forward) {
    if (forward.mode() == ForwardMode.NONE) {
      return;
    }
    List<ForwardInterface> interfaces = forward.interfaces();
    out.startTag("forward");
    if (!interfaces.isEmpty()
        && interfaces.getFirst() instanceof ForwardInterface.Device(String device)) {
      out.attribute("dev", device);
    }
    out.attribute("mode", forward.mode().word());
    if (forward.mode() == ForwardMode.HOSTDEV) {
      out.attribute("managed", forward.managed() ? "yes" : "no");
    }
    if (interfaces.isEmpty()
        && forward.physicalFunction() == null
        && forward.driver() == null
        && forward.nat().isEmpty()) {
      out.endEmptyTag();
      return;
    }
    out.endStartTag();
    empty("driver", "name", forward.driver());
    nat(forward.nat());
    empty("pf", "dev", forward.physicalFunction());
    interfaces.forEach(this::forwardInterface);
    out.endTag("forward");
  }

  private void forwardInterface(ForwardInterface device) {
    switch (device) {
      case ForwardInterface.Device(String name) -> empty("interface", "dev", name);
      case ForwardInterface.Pci pci -> {
        out.startTag("address");
        out.attribute("type", "pci");
        out.attribute("domain", hex("0x%04x", pci.domain()));
        out.attribute("bus", hex("0x%02x", pci.bus()));
        out.attribute("slot", hex("0x%02x", pci.slot()));
        out.attribute("function", "0x" + pci.function());
        out.endEmptyTag();
      }
    }
  }

  private static String hex(String format, long value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void nat(Nat nat) {
    if (nat.isEmpty()) {
      return;
    }
    out.startTag("nat");
    out.attributeIf("ipv6", nat.ipv6());
    AddressRange addresses = nat.addresses();
    if (addresses == null && !nat.hasPorts()) {
      out.endEmptyTag();
      return;
    }
    out.endStartTag();
    if (addresses != null) {
      out.startTag("address");
      out.attribute("start", addresses.start().toString());
      out.attribute("end", addresses.end().toString());
      out.endEmptyTag();
    }
    if (nat.hasPorts()) {
      out.startTag("port");
      out.attribute("start", Long.toString(nat.firstPort()));
      out.attributeIf("end", nat.lastPort() == 0 ? null : nat.lastPort());
      out.endEmptyTag();
    }
    out.endTag("nat");
  }

  private void bridge(Bridge bridge, boolean own) {
    if (!own && bridge.name() == null && bridge.macTableManager() == null) {
      return;
    }
    out.startTag("bridge");
    out.attributeIf("name", bridge.name());
    out.attributeIf("zone", bridge.zone());
    if (own) {
      out.attribute("stp", bridge.stp() ? "on" : "off");
      out.attribute("delay", Long.toString(bridge.delay()));
    }
    out.attributeIf("macTableManager", bridge.macTableManager());
    out.endEmptyTag();
  }

  private void dns(Dns dns) {
    if (dns.equals(Dns.NONE)) {
      return;
    }
    out.startTag("dns");
    out.attributeIf("enable", dns.enable());
    out.attributeIf("forwardPlainNames", dns.forwardPlainNames());
    if (!dns.hasRecords()) {
      out.endEmptyTag();
      return;
    }
    out.endStartTag();
    for (Forwarder forwarder : dns.forwarders()) {
      out.startTag("forwarder");
      out.attributeIf("domain", forwarder.domain());
      out.attributeIf("addr", forwarder.address());
      out.endEmptyTag();
    }
    for (Txt txt : dns.txts()) {
      out.startTag("txt");
      out.attribute("name", txt.name());
      out.attributeIf("value", txt.value());
      out.endEmptyTag();
    }
    dns.srvs().forEach(this::srv);
    for (DnsHost host : dns.hosts()) {
      out.startTag("host");
      out.attributeIf("ip", host.address());
      out.endStartTag();
      host.names().forEach(name -> out.textElement("hostname", name));
      out.endTag("host");
    }
    out.endTag("dns");
  }

  private void srv(Srv srv) {
    out.startTag("srv");
    out.attributeIf("service", srv.service());
    out.attributeIf("protocol", srv.protocol());
    out.attributeIf("domain", srv.domain());
    out.attributeIf("target", srv.target());
    out.attributeIf("port", srv.port() == 0 ? null : srv.port());
    out.attributeIf("priority", srv.priority() == 0 ? null : srv.priority());
    out.attributeIf("weight", srv.weight() == 0 ? null : srv.weight());
    out.endEmptyTag();
  }

  private void vlan(@Nullable Vlan vlan) {
    if (vlan == null) {
      return;
    }
    out.startTag("vlan");
    out.attributeIf("trunk", vlan.trunk() ? "yes" : null);
    out.endStartTag();
    String mode = null;
    long nativeId = -1;
    for (Vlan.Tag tag : vlan.tags()) {
      if (tag.nativeMode() != null) {
        mode = tag.nativeMode();
        nativeId = tag.id();
      }
    }
    for (Vlan.Tag tag : vlan.tags()) {
      out.startTag("tag");
      out.attribute("id", Long.toString(tag.id()));
      // A number that is there twice is native in both places: libvirt keeps only the number.
      out.attributeIf("nativeMode", tag.id() == nativeId ? mode : null);
      out.endEmptyTag();
    }
    out.endTag("vlan");
  }

  private void bandwidth(@Nullable Bandwidth bandwidth) {
    if (bandwidth != null) {
      out.startTag("bandwidth");
      out.endStartTag();
      rate("inbound", bandwidth.inbound());
      rate("outbound", bandwidth.outbound());
      out.endTag("bandwidth");
    }
  }

  private void rate(String direction, @Nullable Rate rate) {
    if (rate == null || (rate.average().equals("0") && rate.floor().equals("0"))) {
      return;
    }
    out.startTag(direction);
    nonZero("average", rate.average());
    nonZero("peak", rate.peak());
    nonZero("floor", rate.floor());
    nonZero("burst", rate.burst());
    out.endEmptyTag();
  }

  private void nonZero(String name, String value) {
    out.attributeIf(name, value.equals("0") ? null : value);
  }

  private void ip(Ip ip) {
    out.startTag("ip");
    out.attributeIf("family", ip.family());
    out.attribute("address", ip.address().toString());
    out.attributeIf("netmask", ip.netmask());
    out.attributeIf("prefix", ip.prefix() == 0 ? null : ip.prefix());
    out.attributeIf("localPtr", ip.localPtr());
    out.endStartTag();
    empty("tftp", "root", ip.tftpRoot());
    if (ip.hasDhcp()) {
      out.startTag("dhcp");
      out.endStartTag();
      ip.ranges().forEach(this::range);
      ip.hosts().forEach(this::host);
      Bootp bootp = ip.bootp();
      if (bootp != null) {
        out.startTag("bootp");
        out.attribute("file", bootp.file());
        out.attributeIf("server", bootp.server());
        out.endEmptyTag();
      }
      out.endTag("dhcp");
    }
    out.endTag("ip");
  }

  private void range(DhcpRange range) {
    out.startTag("range");
    out.attribute("start", range.addresses().start().toString());
    out.attribute("end", range.addresses().end().toString());
    endWithLease("range", range.lease());
  }

  private void host(DhcpHost host) {
    out.startTag("host");
    out.attributeIf("mac", host.mac());
    out.attributeIf("id", host.id());
    out.attributeIf("name", host.name());
    out.attributeIf("ip", host.address());
    endWithLease("host", host.lease());
  }

  private void endWithLease(String name, @Nullable Lease lease) {
    if (lease == null) {
      out.endEmptyTag();
      return;
    }
    out.endStartTag();
    out.startTag("lease");
    out.attribute("expiry", lease.expiry());
    out.attributeIf("unit", lease.expiry().equals("0") ? null : lease.unit());
    out.endEmptyTag();
    out.endTag(name);
  }

  private void route(Route route) {
    out.startTag("route");
    out.attributeIf("family", route.family());
    out.attribute("address", route.address().toString());
    out.attributeIf("netmask", route.netmask());
    out.attributeIf("prefix", route.prefix());
    out.attribute("gateway", route.gateway().toString());
    out.attributeIf("metric", route.metric());
    out.endEmptyTag();
  }

  private void virtualPort(@Nullable VirtualPort port) {
    if (port == null || (port.type() == null && !port.hasParameters())) {
      return;
    }
    out.startTag("virtualport");
    out.attributeIf("type", port.type());
    if (!port.hasParameters()) {
      out.endEmptyTag();
      return;
    }
    out.endStartTag();
    // What does not go with the type has been refused, or is not written.
    boolean midonet = "midonet".equals(port.type());
    out.startTag("parameters");
    out.attributeIf("managerid", midonet ? null : port.managerId());
    out.attributeIf("typeid", midonet ? null : port.typeId());
    out.attributeIf("typeidversion", midonet ? null : port.typeIdVersion());
    out.attributeIf("instanceid", midonet ? null : port.instanceId());
    out.attributeIf("interfaceid", port.interfaceId());
    out.attributeIf("profileid", midonet ? null : port.profileId());
    out.endEmptyTag();
    out.endTag("virtualport");
  }

  private void portGroup(PortGroup group) {
    out.startTag("portgroup");
    out.attribute("name", group.name());
    out.attributeIf("default", group.isDefault() ? "yes" : null);
    out.attributeIf("trustGuestRxFilters", group.trustGuestRxFilters());
    out.endStartTag();
    vlan(group.vlan());
    virtualPort(group.virtualPort());
    bandwidth(group.bandwidth());
    out.endTag("portgroup");
  }
}
