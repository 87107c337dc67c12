package org.jvirtd.driver.network;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Annotated;
import org.jvirtd.driver.xml.MetadataElements;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * What a network is: complete, checked, and never changed. What is "yes", "no" or not said at all
 * is one of these words or null.
 *
 * @param ipv6WithoutGateway whether guests may talk IPv6 to each other without any address
 * @param notes what applications have noted down
 * @param mtu in bytes, 0 where it is not said
 * @param mac the bridge's MAC address
 * @param isolatedPort whether guests are kept apart
 */
public record NetworkDefinition(
    String name,
    UUID uuid,
    boolean ipv6WithoutGateway,
    @Nullable String trustGuestRxFilters,
    Notes notes,
    Forward forward,
    Bridge bridge,
    long mtu,
    @Nullable String mac,
    @Nullable DnsDomain domain,
    Dns dns,
    @Nullable Vlan vlan,
    @Nullable Bandwidth bandwidth,
    @Nullable String isolatedPort,
    List<Ip> ips,
    List<Route> routes,
    @Nullable VirtualPort virtualPort,
    List<PortGroup> portGroups)
    implements Annotated<NetworkDefinition> {

  public NetworkDefinition {
    ips = List.copyOf(ips);
    routes = List.copyOf(routes);
    portGroups = List.copyOf(portGroups);
  }

  /** The name of the network's bridge on the host, null where it has none. */
  public @Nullable String bridgeName() {
    return bridge.name();
  }

  @Override
  public @Nullable String title() {
    return notes.title();
  }

  @Override
  public @Nullable String description() {
    return notes.description();
  }

  @Override
  public @Nullable String metadata(String namespace) {
    return MetadataElements.text(notes.elements(), namespace);
  }

  @Override
  public NetworkDefinition withTitle(@Nullable String other) {
    return with(new Notes(filled(other), description(), notes.metadata()));
  }

  @Override
  public NetworkDefinition withDescription(@Nullable String other) {
    return with(new Notes(title(), filled(other), notes.metadata()));
  }

  @Override
  public NetworkDefinition withMetadata(String key, String namespace, @Nullable String xml) {
    List<XmlElement> changed;
    try {
      changed = MetadataElements.replaced(notes.elements(), key, namespace, xml);
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.NETWORK, e);
    }
    return with(new Notes(title(), description(), notes.metadataOf(changed)));
  }

  /** Nothing is the same as none: a title or a description is never empty. */
  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  NetworkDefinition withIps(List<Ip> others) {
    return with(notes, forward, dns, others, portGroups);
  }

  NetworkDefinition withForward(Forward other) {
    return with(notes, other, dns, ips, portGroups);
  }

  NetworkDefinition withDns(Dns other) {
    return with(notes, forward, other, ips, portGroups);
  }

  NetworkDefinition withPortGroups(List<PortGroup> others) {
    return with(notes, forward, dns, ips, others);
  }

  NetworkDefinition with(Notes newNotes) {
    return with(newNotes, forward, dns, ips, portGroups);
  }

  /** The same network but for what a call may change. */
  private NetworkDefinition with(
      Notes newNotes,
      Forward newForward,
      Dns newDns,
      List<Ip> newIps,
      List<PortGroup> newPortGroups) {
    return new NetworkDefinition(
        name,
        uuid,
        ipv6WithoutGateway,
        trustGuestRxFilters,
        newNotes,
        newForward,
        bridge,
        mtu,
        mac,
        domain,
        newDns,
        vlan,
        bandwidth,
        isolatedPort,
        newIps,
        routes,
        virtualPort,
        newPortGroups);
  }

  /**
   * What applications have noted down.
   *
   * @param metadata the element as it was written
   */
  public record Notes(
      @Nullable String title, @Nullable String description, @Nullable XmlElement metadata) {

    /** The elements of namespaces, one of each. */
    List<XmlElement> elements() {
      return metadata == null ? List.of() : MetadataElements.sanitized(metadata);
    }

    /** The element with other ones in it; null where there are none left. */
    @Nullable XmlElement metadataOf(List<XmlElement> elements) {
      if (elements.isEmpty()) {
        return null;
      }
      List<XmlElement.Attribute> declarations =
          metadata == null ? List.of() : metadata.attributes();
      return new XmlElement("metadata", "metadata", null, declarations, List.copyOf(elements));
    }
  }

  /**
   * The bridge of a network.
   *
   * @param delay seconds of its forward delay
   * @param macTableManager "kernel" or "libvirt"
   */
  public record Bridge(
      @Nullable String name,
      @Nullable String zone,
      boolean stp,
      long delay,
      @Nullable String macTableManager) {}

  /** The name under which the network's guests are known. */
  public record DnsDomain(String name, @Nullable String localOnly) {}

  /**
   * How traffic leaves the network.
   *
   * @param driver "kvm" or "vfio"
   * @param physicalFunction the network card whose virtual functions are used
   */
  public record Forward(
      ForwardMode mode,
      boolean managed,
      @Nullable String driver,
      Nat nat,
      @Nullable String physicalFunction,
      List<ForwardInterface> interfaces) {
    public Forward {
      interfaces = List.copyOf(interfaces);
    }

    static final Forward NONE =
        new Forward(ForwardMode.NONE, false, null, Nat.NONE, null, List.of());

    Forward withInterfaces(List<ForwardInterface> others) {
      return new Forward(mode, managed, driver, nat, physicalFunction, others);
    }
  }

  /** Address translation; ports 0 and 0 where none are said. */
  public record Nat(
      @Nullable String ipv6, @Nullable AddressRange addresses, long firstPort, long lastPort) {
    static final Nat NONE = new Nat(null, null, 0, 0);

    boolean hasPorts() {
      return firstPort != 0 || lastPort != 0;
    }

    boolean isEmpty() {
      return equals(NONE);
    }
  }

  /** A device of the host that the network uses. */
  public sealed interface ForwardInterface {
    /** By its name. */
    record Device(String name) implements ForwardInterface {}

    /** By its PCI address. */
    record Pci(long domain, long bus, long slot, long function) implements ForwardInterface {}
  }

  /** What the network's name server answers. */
  public record Dns(
      @Nullable String enable,
      @Nullable String forwardPlainNames,
      List<Forwarder> forwarders,
      List<Txt> txts,
      List<Srv> srvs,
      List<DnsHost> hosts) {
    public Dns {
      forwarders = List.copyOf(forwarders);
      txts = List.copyOf(txts);
      srvs = List.copyOf(srvs);
      hosts = List.copyOf(hosts);
    }

    static final Dns NONE = new Dns(null, null, List.of(), List.of(), List.of(), List.of());

    boolean hasRecords() {
      return !(forwarders.isEmpty() && txts.isEmpty() && srvs.isEmpty() && hosts.isEmpty());
    }

    Dns withTxts(List<Txt> others) {
      return new Dns(enable, forwardPlainNames, forwarders, others, srvs, hosts);
    }

    Dns withSrvs(List<Srv> others) {
      return new Dns(enable, forwardPlainNames, forwarders, txts, others, hosts);
    }

    Dns withHosts(List<DnsHost> others) {
      return new Dns(enable, forwardPlainNames, forwarders, txts, srvs, others);
    }
  }

  /** Another name server, for a domain or for all. */
  public record Forwarder(@Nullable String domain, @Nullable IpAddress address) {}

  /** A TXT record. The value is missing only in what an update deletes by name. */
  public record Txt(String name, @Nullable String value) {}

  /** A SRV record; numbers are 0 where they are not said. */
  public record Srv(
      @Nullable String service,
      @Nullable String protocol,
      @Nullable String domain,
      @Nullable String target,
      long port,
      long priority,
      long weight) {}

  /** The names of an address. The address is missing only in what an update deletes by name. */
  public record DnsHost(@Nullable IpAddress address, List<String> names) {
    public DnsHost {
      names = List.copyOf(names);
    }
  }

  /**
   * An address of the host in the network, and what is served from there.
   *
   * @param prefix in bits, 0 where it is not said
   */
  public record Ip(
      @Nullable String family,
      IpAddress address,
      @Nullable IpAddress netmask,
      long prefix,
      @Nullable String localPtr,
      @Nullable String tftpRoot,
      List<DhcpRange> ranges,
      List<DhcpHost> hosts,
      @Nullable Bootp bootp) {
    public Ip {
      ranges = List.copyOf(ranges);
      hosts = List.copyOf(hosts);
    }

    /** The prefix that holds: as said, by the netmask, or by the address; -1 for none. */
    public int effectivePrefix() {
      if (prefix > 0) {
        return (int) prefix;
      }
      return netmask != null ? netmask.maskBits() : address.naturalPrefix();
    }

    boolean hasDhcp() {
      return !ranges.isEmpty() || !hosts.isEmpty();
    }

    Ip withRanges(List<DhcpRange> others) {
      return new Ip(family, address, netmask, prefix, localPtr, tftpRoot, others, hosts, bootp);
    }

    Ip withHosts(List<DhcpHost> others) {
      return new Ip(family, address, netmask, prefix, localPtr, tftpRoot, ranges, others, bootp);
    }

    Ip withBootp(@Nullable Bootp other) {
      return new Ip(family, address, netmask, prefix, localPtr, tftpRoot, ranges, hosts, other);
    }
  }

  /** How long a lease holds; 0 is for ever. */
  public record Lease(String expiry, String unit) {}

  /** Addresses that are given out. */
  public record DhcpRange(AddressRange addresses, @Nullable Lease lease) {}

  /** An address that one guest gets. All parts may be missing in what an update looks for. */
  public record DhcpHost(
      @Nullable String mac,
      @Nullable String id,
      @Nullable String name,
      @Nullable IpAddress address,
      @Nullable Lease lease) {}

  /** What guests boot from. */
  public record Bootp(String file, @Nullable IpAddress server) {}

  /** A static route. */
  public record Route(
      @Nullable String family,
      IpAddress address,
      @Nullable IpAddress netmask,
      @Nullable String prefix,
      IpAddress gateway,
      @Nullable String metric) {}

  /** VLAN tags. */
  public record Vlan(boolean trunk, List<Tag> tags) {
    public Vlan {
      tags = List.copyOf(tags);
    }

    /** One of them; the native mode is "tagged" or "untagged". */
    public record Tag(long id, @Nullable String nativeMode) {}
  }

  /** Limits of traffic. */
  public record Bandwidth(@Nullable Rate inbound, @Nullable Rate outbound) {}

  /** In KiB per second, bursts in KiB; "0" where it is not said. */
  public record Rate(String average, String peak, String floor, String burst) {}

  /** How a guest's port is announced to the switch. */
  public record VirtualPort(
      @Nullable String type,
      @Nullable Long managerId,
      @Nullable Long typeId,
      @Nullable Long typeIdVersion,
      @Nullable UUID instanceId,
      @Nullable UUID interfaceId,
      @Nullable String profileId) {
    boolean hasParameters() {
      return managerId != null
          || typeId != null
          || typeIdVersion != null
          || instanceId != null
          || interfaceId != null
          || profileId != null;
    }
  }

  /** Settings that a guest's interface may choose by name. */
  public record PortGroup(
      String name,
      boolean isDefault,
      @Nullable String trustGuestRxFilters,
      @Nullable Vlan vlan,
      @Nullable VirtualPort virtualPort,
      @Nullable Bandwidth bandwidth) {}
}
