package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.NetworkFailure.operation;
import static org.jvirtd.driver.network.NetworkFailure.operationUnsupported;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.DhcpHost;
import org.jvirtd.driver.network.NetworkDefinition.DhcpRange;
import org.jvirtd.driver.network.NetworkDefinition.Dns;
import org.jvirtd.driver.network.NetworkDefinition.DnsHost;
import org.jvirtd.driver.network.NetworkDefinition.ForwardInterface;
import org.jvirtd.driver.network.NetworkDefinition.Ip;
import org.jvirtd.driver.network.NetworkDefinition.PortGroup;
import org.jvirtd.driver.network.NetworkDefinition.Srv;
import org.jvirtd.driver.network.NetworkDefinition.Txt;
import org.jvirtd.driver.xml.MacAddresses;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.protocol.network.NetworkFlags.UpdateCommand;
import org.jvirtd.protocol.network.NetworkFlags.UpdateSection;
import org.jvirtd.rpc.RpcException;

/**
 * A change of one part of a network, by its XML.
 *
 * @param command what is done: a number of {@code virNetworkUpdateCommand}
 * @param section with which part: a number of {@code virNetworkUpdateSection}
 * @param parentIndex which {@code <ip>} is meant, -1 for the most likely one
 * @param element the new part, or what tells the old one
 */
record NetworkUpdate(int command, int section, int parentIndex, XmlElement element) {

  /** VIR_NETWORK_UPDATE_COMMAND_ADD_LAST. */
  private static final int ADD_LAST = 3;

  /**
   * The network with the part changed.
   *
   * @throws RpcException OPERATION_INVALID if it does not fit the network; OPERATION_UNSUPPORTED if
   *     that part cannot be changed so
   */
  NetworkDefinition applyTo(NetworkDefinition network) {
    return switch (section) {
      case UpdateSection.BRIDGE -> throw fixed(network, "bridge");
      case UpdateSection.DOMAIN -> throw fixed(network, "domain");
      case UpdateSection.IP -> throw fixed(network, "ip");
      case UpdateSection.IP_DHCP_HOST -> dhcpHost(network);
      case UpdateSection.IP_DHCP_RANGE -> dhcpRange(network);
      case UpdateSection.FORWARD -> throw fixed(network, "forward");
      case UpdateSection.FORWARD_INTERFACE -> forwardInterface(network);
      case UpdateSection.FORWARD_PF -> throw fixed(network, "forward pf");
      case UpdateSection.PORTGROUP -> portGroup(network);
      case UpdateSection.DNS_HOST -> dnsHost(network);
      case UpdateSection.DNS_TXT -> dnsTxt(network);
      case UpdateSection.DNS_SRV -> dnsSrv(network);
      default -> throw operationUnsupported("can't update unrecognized section of network");
    };
  }

  private static RpcException fixed(NetworkDefinition network, String part) {
    return operationUnsupported("can't update '%s' section of network '%s'", part, network.name());
  }

  private boolean adds() {
    return command == UpdateCommand.ADD_FIRST || command == ADD_LAST;
  }

  private boolean deletes() {
    return command == UpdateCommand.DELETE;
  }

  private boolean modifies() {
    return command == UpdateCommand.MODIFY;
  }

  private <T> List<T> added(List<T> all, T one) {
    List<T> changed = new ArrayList<>(all);
    changed.add(command == UpdateCommand.ADD_FIRST ? 0 : all.size(), one);
    return changed;
  }

  private static <T> List<T> without(List<T> all, int index) {
    List<T> changed = new ArrayList<>(all);
    changed.remove(index);
    return changed;
  }

  private static <T> List<T> replaced(List<T> all, int index, T one) {
    List<T> changed = new ArrayList<>(all);
    changed.set(index, one);
    return changed;
  }

  private static int find(int size, IntPredicate wanted) {
    return IntStream.range(0, size).filter(wanted).findFirst().orElse(-1);
  }

  private void requireElement(NetworkDefinition network, String expected) {
    if (!element.name().equals(expected)) {
      throw NetworkFailure.invalid(
          "unexpected element <%s>, expecting <%s>, while updating network '%s'",
          element.name(), expected, network.name());
    }
  }

  private RpcException unknownCommand() {
    return operationUnsupported("unrecognized network update command code %d", command);
  }

  private static String orUnknown(@Nullable Object value) {
    return Objects.toString(value, "unknown");
  }

  private static String orNull(@Nullable Object value) {
    return Objects.toString(value, "(null)");
  }

  /** The place of the {@code <ip>} that is meant. */
  private int ipIndex(NetworkDefinition network) {
    List<Ip> ips = network.ips();
    if (parentIndex >= 0) {
      if (parentIndex >= ips.size()) {
        throw operation(
            "couldn't update dhcp host entry - no <ip> element found at index %d in network '%s'",
            parentIndex, network.name());
      }
      return parentIndex;
    }
    int index = find(ips.size(), i -> ips.get(i).hasDhcp());
    if (index < 0) {
      index = find(ips.size(), i -> ips.get(i).address().v4());
    }
    if (index < 0 && ips.isEmpty()) {
      throw operation(
          "couldn't update dhcp host entry - no <ip> element found in network '%s'",
          network.name());
    }
    return Math.max(index, 0);
  }

  private static void requireOnlyDhcp(NetworkDefinition network, int index) {
    boolean v6 = network.ips().get(index).address().v6();
    for (int i = 0; i < network.ips().size(); i++) {
      Ip other = network.ips().get(i);
      if (i != index && other.address().v6() == v6 && other.hasDhcp()) {
        throw operation(
            "dhcp is supported only for a single %s address on each network", v6 ? "IPv6" : "IPv4");
      }
    }
  }

  private NetworkDefinition dhcpHost(NetworkDefinition network) {
    // libvirt looks for the parent first, but says what it did not find only after this check.
    requireElement(network, "host");
    int index = ipIndex(network);
    Ip ip = network.ips().get(index);
    DhcpHost host = new IpReader(network.name()).host(ip, element, deletes());
    IpAddress address = host.address();
    if (!deletes() && address != null && address.v6() != ip.address().v6()) {
      throw operation(
          "the address family of a host entry IP must match"
              + " the address family of the dhcp element's parent");
    }
    List<DhcpHost> hosts = ip.hosts();
    List<DhcpHost> changed;
    if (modifies()) {
      int known = find(hosts.size(), i -> isSameHost(host, hosts.get(i)));
      if (known < 0) {
        throw operation(
            "couldn't locate an existing dhcp host entry with"
                + " \"mac='%s'\" \"name='%s'\" \"ip='%s'\" in network '%s'",
            orUnknown(host.mac()), orNull(host.name()), orUnknown(address), network.name());
      }
      changed = replaced(hosts, known, host);
    } else if (adds()) {
      requireOnlyDhcp(network, index);
      if (hosts.stream().anyMatch(one -> isSameHost(host, one))) {
        throw operation(
            "there is an existing dhcp host entry in network '%s' that matches"
                + " \"<host mac='%s' name='%s' ip='%s'/>\"",
            network.name(), orUnknown(host.mac()), orNull(host.name()), orUnknown(address));
      }
      changed = added(hosts, host);
    } else if (deletes()) {
      int known = find(hosts.size(), i -> isMeantHost(host, hosts.get(i)));
      if (known < 0) {
        throw operation(
            "couldn't locate a matching dhcp host entry in network '%s'", network.name());
      }
      changed = without(hosts, known);
    } else {
      throw unknownCommand();
    }
    return network.withIps(replaced(network.ips(), index, ip.withHosts(changed)));
  }

  /** Whether two hosts have anything in common that only one may have. */
  private static boolean isSameHost(DhcpHost host, DhcpHost other) {
    return isSameMac(host.mac(), other.mac())
        || (host.address() != null && host.address().equals(other.address()))
        || (host.name() != null && host.name().equals(other.name()));
  }

  /** Whether a host has all that is said of another. */
  private static boolean isMeantHost(DhcpHost said, DhcpHost host) {
    return (said.mac() == null || host.mac() == null || isSameMac(said.mac(), host.mac()))
        && (said.name() == null || said.name().equals(host.name()))
        && (said.address() == null || said.address().equals(host.address()));
  }

  private static boolean isSameMac(@Nullable String one, @Nullable String other) {
    return one != null
        && other != null
        && Objects.equals(MacAddresses.canonical(one), MacAddresses.canonical(other));
  }

  private NetworkDefinition dhcpRange(NetworkDefinition network) {
    requireElement(network, "range");
    int index = ipIndex(network);
    if (modifies()) {
      throw operationUnsupported("dhcp ranges cannot be modified, only added or deleted");
    }
    Ip ip = network.ips().get(index);
    DhcpRange range = new IpReader(network.name()).range(ip, element);
    List<DhcpRange> ranges = ip.ranges();
    int known = find(ranges.size(), i -> ranges.get(i).addresses().equals(range.addresses()));
    List<DhcpRange> changed;
    if (adds()) {
      requireOnlyDhcp(network, index);
      if (known >= 0) {
        throw operation(
            "there is an existing dhcp range entry in network '%s' that matches"
                + " \"<range start='%s' end='%s'/>\"",
            network.name(), range.addresses().start(), range.addresses().end());
      }
      changed = added(ranges, range);
    } else if (deletes()) {
      if (known < 0) {
        throw operation(
            "couldn't locate a matching dhcp range entry in network '%s'", network.name());
      }
      changed = without(ranges, known);
    } else {
      throw unknownCommand();
    }
    return network.withIps(replaced(network.ips(), index, ip.withRanges(changed)));
  }

  private NetworkDefinition forwardInterface(NetworkDefinition network) {
    requireElement(network, "interface");
    if (modifies()) {
      throw operationUnsupported(
          "forward interface entries cannot be modified, only added or deleted");
    }
    String device = element.attribute("dev");
    if (device == null) {
      throw NetworkFailure.invalid("missing dev attribute in <interface> element");
    }
    List<ForwardInterface> all = network.forward().interfaces();
    ForwardInterface one = new ForwardInterface.Device(device);
    int known = all.indexOf(one);
    List<ForwardInterface> changed;
    if (adds()) {
      if (known >= 0) {
        throw operation(
            "there is an existing interface entry in network '%s' that matches"
                + " \"<interface dev='%s'>\"",
            network.name(), device);
      }
      changed = added(all, one);
    } else if (deletes()) {
      if (known < 0) {
        throw operation(
            "couldn't find an interface entry in network '%s' matching <interface dev='%s'>",
            network.name(), device);
      }
      changed = without(all, known);
    } else {
      throw unknownCommand();
    }
    return network.withForward(network.forward().withInterfaces(changed));
  }

  private NetworkDefinition portGroup(NetworkDefinition network) {
    requireElement(network, "portgroup");
    PortGroup group = NetworkReader.portGroup(element);
    List<PortGroup> all = network.portGroups();
    int known = lastIndex(all, one -> one.name().equals(group.name()));
    int standard = lastIndex(all, PortGroup::isDefault);
    if (known < 0 && (modifies() || deletes())) {
      throw operation(
          "couldn't find a portgroup entry in network '%s' matching <portgroup name='%s'>",
          network.name(), group.name());
    }
    if (known >= 0 && adds()) {
      throw operation(
          "there is an existing portgroup entry in network '%s' that matches"
              + " \"<portgroup name='%s'>\"",
          network.name(), group.name());
    }
    if (!deletes() && group.isDefault() && standard >= 0 && standard != known) {
      throw operation(
          "a different portgroup entry in network '%s' is already set as the default."
              + " Only one default is allowed.",
          network.name());
    }
    if (modifies()) {
      return network.withPortGroups(replaced(all, known, group));
    }
    if (adds()) {
      return network.withPortGroups(added(all, group));
    }
    if (deletes()) {
      return network.withPortGroups(without(all, known));
    }
    throw unknownCommand();
  }

  private static int lastIndex(List<PortGroup> all, Predicate<PortGroup> wanted) {
    int last = -1;
    for (int i = 0; i < all.size(); i++) {
      if (wanted.test(all.get(i))) {
        last = i;
      }
    }
    return last;
  }

  private void requireNoChange(String record) {
    if (modifies()) {
      throw operationUnsupported(
          "DNS %s records cannot be modified, only added or deleted", record);
    }
  }

  private NetworkDefinition dnsHost(NetworkDefinition network) {
    requireNoChange("HOST");
    requireElement(network, "host");
    DnsHost host = new DnsReader(network.name()).host(element, !adds());
    Dns dns = network.dns();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < dns.hosts().size(); i++) {
      DnsHost other = dns.hosts().get(i);
      boolean sameName = !adds() && host.names().stream().anyMatch(other.names()::contains);
      if (sameName || (host.address() != null && host.address().equals(other.address()))) {
        found.add(i);
      }
    }
    if (adds()) {
      if (!found.isEmpty()) {
        throw operation(
            "there is already at least one DNS HOST record with a matching field in network %s",
            network.name());
      }
      return network.withDns(dns.withHosts(added(dns.hosts(), host)));
    }
    if (!deletes()) {
      throw unknownCommand();
    }
    if (found.isEmpty()) {
      throw operation("couldn't locate a matching DNS HOST record in network %s", network.name());
    }
    if (found.size() > 1) {
      throw operation(
          "multiple matching DNS HOST records were found in network %s", network.name());
    }
    return network.withDns(dns.withHosts(without(dns.hosts(), found.getFirst())));
  }

  private NetworkDefinition dnsSrv(NetworkDefinition network) {
    requireNoChange("SRV");
    requireElement(network, "srv");
    Srv srv = new DnsReader(network.name()).srv(element, !adds());
    Dns dns = network.dns();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < dns.srvs().size(); i++) {
      if (isMeantSrv(srv, dns.srvs().get(i))) {
        found.add(i);
      }
    }
    if (adds()) {
      if (!found.isEmpty()) {
        throw operation(
            "there is already at least one DNS SRV record matching all specified fields"
                + " in network %s",
            network.name());
      }
      return network.withDns(dns.withSrvs(added(dns.srvs(), srv)));
    }
    if (!deletes()) {
      throw unknownCommand();
    }
    if (found.isEmpty()) {
      throw operation("couldn't locate a matching DNS SRV record in network %s", network.name());
    }
    if (found.size() > 1) {
      throw operation(
          "multiple DNS SRV records matching all specified fields were found in network %s",
          network.name());
    }
    return network.withDns(dns.withSrvs(without(dns.srvs(), found.getFirst())));
  }

  private static boolean isMeantSrv(Srv said, Srv srv) {
    return (said.domain() == null || said.domain().equals(srv.domain()))
        && (said.service() == null || said.service().equals(srv.service()))
        && (said.protocol() == null || said.protocol().equals(srv.protocol()))
        && (said.target() == null || said.target().equals(srv.target()));
  }

  private NetworkDefinition dnsTxt(NetworkDefinition network) {
    requireNoChange("TXT");
    requireElement(network, "txt");
    Txt txt = new DnsReader(network.name()).txt(element, !adds());
    Dns dns = network.dns();
    int known = find(dns.txts().size(), i -> dns.txts().get(i).name().equals(txt.name()));
    if (adds()) {
      if (known >= 0) {
        throw operation(
            "there is already a DNS TXT record with name '%s' in network %s",
            txt.name(), network.name());
      }
      return network.withDns(dns.withTxts(added(dns.txts(), txt)));
    }
    if (!deletes()) {
      throw unknownCommand();
    }
    if (known < 0) {
      throw operation("couldn't locate a matching DNS TXT record in network %s", network.name());
    }
    return network.withDns(dns.withTxts(without(dns.txts(), known)));
  }
}
