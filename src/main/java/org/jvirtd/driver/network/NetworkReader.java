package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.NetworkFailure.internal;
import static org.jvirtd.driver.network.NetworkFailure.invalid;
import static org.jvirtd.driver.network.SourceValues.filled;
import static org.jvirtd.driver.network.SourceValues.filledIn;
import static org.jvirtd.driver.network.SourceValues.text;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Bandwidth;
import org.jvirtd.driver.network.NetworkDefinition.Bridge;
import org.jvirtd.driver.network.NetworkDefinition.Dns;
import org.jvirtd.driver.network.NetworkDefinition.DnsDomain;
import org.jvirtd.driver.network.NetworkDefinition.Forward;
import org.jvirtd.driver.network.NetworkDefinition.Ip;
import org.jvirtd.driver.network.NetworkDefinition.Notes;
import org.jvirtd.driver.network.NetworkDefinition.PortGroup;
import org.jvirtd.driver.network.NetworkDefinition.Route;
import org.jvirtd.driver.network.NetworkDefinition.VirtualPort;
import org.jvirtd.driver.network.NetworkDefinition.Vlan;
import org.jvirtd.driver.xml.MacAddresses;
import org.jvirtd.driver.xml.MetadataElements;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.RpcException;

/**
 * Reads {@code <network>}, in the order in which libvirt does: of several errors in a document, a
 * client sees the same one.
 */
final class NetworkReader {

  private final XmlElement source;
  private final String name;

  private NetworkReader(XmlElement source, String name) {
    this.source = source;
    this.name = name;
  }

  /**
   * Reads a network.
   *
   * @param uuids where the UUID comes from if the document has none
   * @throws RpcException with libvirt's error if it is none
   */
  static NetworkDefinition read(XmlElement source, Supplier<UUID> uuids) {
    String name = text(source, "name");
    if (name == null) {
      throw LibvirtException.of(ErrorCode.NO_NAME, ErrorDomain.NETWORK, null);
    }
    if (name.indexOf('/') >= 0) {
      throw XmlFailure.of(ErrorCode.XML_DETAIL, ErrorDomain.XML, "invalid char in name: /");
    }
    return new NetworkReader(source, name).read(uuids);
  }

  private NetworkDefinition read(Supplier<UUID> uuids) {
    String uuidText = text(source, "uuid");
    UUID uuid = uuidText == null ? uuids.get() : Values.parseUuid(uuidText);
    if (uuid == null) {
      throw internal("malformed uuid element");
    }
    String ipv6 = filled(source, "ipv6");
    if (ipv6 != null && !ipv6.equals("yes") && !ipv6.equals("no")) {
      throw invalid("Invalid ipv6 setting '%s' in network '%s'", ipv6, name);
    }
    String trust = Values.yesNo().of(source, "trustGuestRxFilters");
    DnsDomain domain = domain();
    Bandwidth bandwidth = NetworkParts.bandwidth(source);
    Vlan vlan = NetworkParts.vlan(source);
    XmlElement port = source.child("port");
    String isolated = port == null ? null : Values.yesNo().of(port, "isolated");
    Bridge bridge = bridge();
    String mac = mac();
    long mtu = mtu();
    XmlElement dnsSource = source.child("dns");
    Dns dns = dnsSource == null ? Dns.NONE : new DnsReader(name).read(dnsSource);
    VirtualPort virtualPort = NetworkParts.virtualPort(source, true);
    List<PortGroup> portGroups = new ArrayList<>();
    source.children("portgroup").forEach(one -> portGroups.add(portGroup(one)));
    List<Ip> ips = new ArrayList<>();
    source.children("ip").forEach(one -> ips.add(new IpReader(name).read(one)));
    List<Route> routes = routes(ips);
    XmlElement forwardSource = source.child("forward");
    Forward forward =
        forwardSource == null ? Forward.NONE : new ForwardReader(name).read(forwardSource);
    XmlElement metadata = source.child("metadata");
    NetworkDefinition network =
        new NetworkDefinition(
            name,
            uuid,
            "yes".equals(ipv6),
            trust,
            new Notes(
                text(source, "title"),
                text(source, "description"),
                metadata == null ? null : MetadataElements.kept(metadata.standalone())),
            forward,
            bridge,
            mtu,
            mac,
            domain,
            dns,
            vlan,
            bandwidth,
            isolated,
            ips,
            routes,
            virtualPort,
            portGroups);
    checkMode(network);
    return network;
  }

  private @Nullable DnsDomain domain() {
    XmlElement element = source.child("domain");
    if (element == null) {
      return null;
    }
    String localOnly = Values.yesNo().of(element, "localOnly");
    String domain = element.attribute("name");
    return domain == null ? null : new DnsDomain(domain, localOnly);
  }

  private Bridge bridge() {
    String delayText = filledIn(source, "bridge", "delay");
    Long delay = delayText == null ? Long.valueOf(0) : Numbers.unsigned(delayText, 10);
    if (delay == null) {
      throw invalid("Invalid delay value in network '%s'", name);
    }
    String manager = filledIn(source, "bridge", "macTableManager");
    if (manager != null && !manager.equals("kernel") && !manager.equals("libvirt")) {
      throw invalid("Invalid macTableManager setting '%s' in network '%s'", manager, name);
    }
    return new Bridge(
        filledIn(source, "bridge", "name"),
        filledIn(source, "bridge", "zone"),
        !"off".equals(filledIn(source, "bridge", "stp")),
        delay,
        manager);
  }

  private @Nullable String mac() {
    String raw = filledIn(source, "mac", "address");
    if (raw == null) {
      return null;
    }
    String mac = MacAddresses.canonical(raw);
    if (mac == null) {
      throw invalid("Invalid bridge mac address '%s' in network '%s'", raw, name);
    }
    if (MacAddresses.isMulticast(mac)) {
      throw invalid("Invalid multicast bridge mac address '%s' in network '%s'", raw, name);
    }
    return mac;
  }

  private long mtu() {
    String raw = filledIn(source, "mtu", "size");
    if (raw == null) {
      return 0;
    }
    Long mtu = Numbers.wrapping(raw, 10);
    if (mtu == null) {
      throw invalid("Invalid mtu size '%s' in network '%s'", raw, name);
    }
    return mtu;
  }

  static PortGroup portGroup(XmlElement source) {
    String name = filled(source, "name");
    if (name == null) {
      throw invalid("Missing required name attribute in portgroup");
    }
    String trust = Values.yesNo().of(source, "trustGuestRxFilters");
    VirtualPort virtualPort = NetworkParts.virtualPort(source, false);
    Bandwidth bandwidth = NetworkParts.bandwidth(source);
    Vlan vlan = NetworkParts.vlan(source);
    boolean isDefault = SourceValues.saysYes(source, "default");
    return new PortGroup(name, isDefault, trust, vlan, virtualPort, bandwidth);
  }

  private List<Route> routes(List<Ip> ips) {
    RouteReader reader = new RouteReader(name);
    List<Route> routes = new ArrayList<>();
    source.children("route").forEach(one -> routes.add(reader.read(one)));
    reader.requireReachable(routes, ips);
    return routes;
  }

  /** Checks what does not go with the way in which the network forwards. */
  private void checkMode(NetworkDefinition network) {
    switch (network.forward().mode()) {
      case NONE -> {}
      case ROUTE, NAT, OPEN -> checkRouted(network);
      case PRIVATE, VEPA, PASSTHROUGH, HOSTDEV -> {
        requireNoBridge(network);
        checkBridged(network);
      }
      case BRIDGE -> checkBridged(network);
    }
    if (network.mtu() != 0 && !network.forward().mode().hasOwnBridge()) {
      throw invalid(
          "mtu size only allowed in open, route, nat, and isolated mode, not in %s (network '%s')",
          network.forward().mode().word(), name);
    }
  }

  private void checkRouted(NetworkDefinition network) {
    Forward forward = network.forward();
    if (network.ips().isEmpty()) {
      throw invalid(
          "%s forwarding requested, but no IP address provided for network '%s'",
          forward.mode().word(), name);
    }
    if (forward.interfaces().size() > 1) {
      throw invalid(
          "multiple forwarding interfaces specified for network '%s', only one is supported", name);
    }
    if (forward.mode() == ForwardMode.OPEN && !forward.interfaces().isEmpty()) {
      throw invalid(
          "forward dev not allowed for network '%s' with forward mode='%s'",
          name, forward.mode().word());
    }
  }

  private void requireNoBridge(NetworkDefinition network) {
    Bridge bridge = network.bridge();
    String mode = network.forward().mode().word();
    if (bridge.name() != null) {
      throw invalid("bridge name not allowed in %s mode (network '%s')", mode, name);
    }
    if (bridge.zone() != null) {
      throw invalid("bridge zone not allowed in %s mode (network '%s')", mode, name);
    }
    if (bridge.macTableManager() != null) {
      throw invalid(
          "bridge macTableManager setting not allowed in %s mode (network '%s')", mode, name);
    }
  }

  private void checkBridged(NetworkDefinition network) {
    Bridge bridge = network.bridge();
    Forward forward = network.forward();
    String mode = forward.mode().word();
    boolean stp = filledIn(source, "bridge", "stp") != null;
    if (bridge.delay() != 0 || stp || bridge.zone() != null) {
      throw invalid(
          "bridge delay/stp/zone options only allowed in route, nat, and isolated mode,"
              + " not in %s (network '%s')",
          mode, name);
    }
    boolean devices = !forward.interfaces().isEmpty() || forward.physicalFunction() != null;
    if (bridge.name() != null && devices) {
      throw invalid(
          "A network with forward mode='%s' can specify a bridge name or a forward dev, but not"
              + " both (network '%s')",
          mode, name);
    }
  }
}
