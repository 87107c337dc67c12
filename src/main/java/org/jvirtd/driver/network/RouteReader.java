package org.jvirtd.driver.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Ip;
import org.jvirtd.driver.network.NetworkDefinition.Route;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.Wording;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.rpc.RpcException;

/**
 * Reads {@code <route>}.
 *
 * @param network what errors call the place: the network's name, or the guest's side of an
 *     interface
 */
public record RouteReader(String network) {

  public Route read(XmlElement source) {
    String prefix = Values.uint().of(source, "prefix");
    String metric = Values.positive().of(source, "metric");
    String family = source.attribute("family");
    String addressText = present(source, "address");
    String gatewayText = present(source, "gateway");
    IpAddress address = IpAddress.parse(addressText);
    if (address == null) {
      throw bad("Bad network address '%s' in route definition", addressText);
    }
    IpAddress gateway = IpAddress.parse(gatewayText);
    if (gateway == null) {
      throw bad("Bad gateway address '%s' in route definition", gatewayText);
    }
    String maskText = source.attribute("netmask");
    IpAddress netmask = null;
    if (family == null || family.equals("ipv4")) {
      requireV4(family, addressText, address, gateway);
      netmask = maskText == null ? null : netmask(maskText, addressText, prefix != null);
    } else if (family.equals("ipv6")) {
      requireV6(addressText, address, gatewayText, gateway, maskText);
    } else {
      throw bad("Unrecognized family '%s' in route definition", family);
    }
    long bits = prefix == null ? 0 : Long.parseLong(prefix);
    long most = address.v6() ? 128 : 32;
    if (bits > most) {
      throw bad("Invalid prefix %d specified in route definition, must be 0 - %d", bits, most);
    }
    IpAddress base = netmask != null ? address.maskedBy(netmask) : address.maskedBy(bits);
    if (!address.equals(base)) {
      throw bad("Address '%s' in route definition is not a network address", addressText);
    }
    return new Route(family, address, netmask, prefix, gateway, metric);
  }

  private String present(XmlElement source, String name) {
    String raw = source.attribute(name);
    if (raw == null) {
      throw bad("Missing required %s attribute in route definition", name);
    }
    return raw;
  }

  private void requireV4(
      @Nullable String family, String text, IpAddress address, IpAddress gateway) {
    String said = family == null ? "No family" : "IPv4 family";
    if (address.v6()) {
      throw bad(said + " specified for non-IPv4 address '%s' in route definition", text);
    }
    if (gateway.v6()) {
      // libvirt names the address here, not the gateway.
      throw bad(said + " specified for non-IPv4 gateway '%s' in route definition", text);
    }
  }

  private IpAddress netmask(String text, String address, boolean hasPrefix) {
    IpAddress netmask = IpAddress.parse(text);
    if (netmask == null) {
      throw bad("Bad netmask address '%s' in route definition", text);
    }
    if (netmask.v6()) {
      throw bad("Invalid netmask '%s' for address '%s' (both must be IPv4)", text, address);
    }
    if (hasPrefix) {
      throw bad("Route definition cannot have both a prefix and a netmask");
    }
    return netmask;
  }

  private void requireV6(
      String text,
      IpAddress address,
      String gatewayText,
      IpAddress gateway,
      @Nullable String netmask) {
    if (address.v4()) {
      throw bad("ipv6 family specified for non-IPv6 address '%s' in route definition", text);
    }
    if (netmask != null) {
      throw bad("Specifying netmask invalid for IPv6 address '%s' in route definition", text);
    }
    if (gateway.v4()) {
      throw bad(
          "ipv6 specified for non-IPv6 gateway address '%s' in route definition", gatewayText);
    }
  }

  /**
   * Checks that the gateways of routes are in the network.
   *
   * @throws RpcException CONFIG_UNSUPPORTED if one is in none of its addresses' networks
   */
  void requireReachable(List<Route> routes, List<Ip> ips) {
    // A document may have many of both; there are no more prefixes than an address has bits.
    Map<Integer, Set<IpAddress>> basesByPrefix = new HashMap<>();
    for (Ip ip : ips) {
      IpAddress base = ip.address().maskedBy((long) ip.effectivePrefix());
      if (base != null) {
        basesByPrefix.computeIfAbsent(ip.effectivePrefix(), one -> new HashSet<>()).add(base);
      }
    }
    for (Route route : routes) {
      IpAddress gateway = route.gateway();
      boolean reachable =
          basesByPrefix.entrySet().stream()
              .anyMatch(
                  entry -> entry.getValue().contains(gateway.maskedBy((long) entry.getKey())));
      if (!reachable) {
        throw NetworkFailure.unsupported(
            "unreachable static route gateway '%s' specified for network '%s'", gateway, network);
      }
    }
  }

  private RpcException bad(String text, Object... values) {
    return NetworkFailure.invalid("%s: %s", network, Wording.fill(text, values));
  }
}
