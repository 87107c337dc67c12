package org.jvirtd.driver.network;

import static org.jvirtd.driver.network.NetworkFailure.invalid;
import static org.jvirtd.driver.network.NetworkFailure.unsupported;
import static org.jvirtd.driver.network.SourceValues.filled;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition.Bootp;
import org.jvirtd.driver.network.NetworkDefinition.DhcpHost;
import org.jvirtd.driver.network.NetworkDefinition.DhcpRange;
import org.jvirtd.driver.network.NetworkDefinition.Ip;
import org.jvirtd.driver.network.NetworkDefinition.Lease;
import org.jvirtd.driver.xml.MacAddresses;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;

/**
 * Reads {@code <ip>} and what it serves.
 *
 * @param network the network's name, for errors
 */
record IpReader(String network) {

  Ip read(XmlElement source) {
    String family = filled(source, "family");
    String addressText = filled(source, "address");
    if (addressText == null) {
      throw invalid("Missing required address attribute in network '%s'", network);
    }
    IpAddress address = IpAddress.parse(addressText);
    if (address == null) {
      throw invalid("Invalid address '%s' in network '%s'", addressText, network);
    }
    String netmaskText = filled(source, "netmask");
    IpAddress netmask = netmaskText == null ? null : IpAddress.parse(netmaskText);
    if (netmaskText != null && netmask == null) {
      throw invalid("Invalid netmask '%s' in network '%s'", netmaskText, network);
    }
    String prefixText = Values.uint().of(source, "prefix");
    long prefix = prefixText == null ? 0 : Long.parseLong(prefixText);
    String localPtr = Values.yesNo().of(source, "localPtr");
    Ip ip = new Ip(family, address, netmask, prefix, localPtr, null, List.of(), List.of(), null);
    checkFamily(ip, addressText, netmaskText);
    XmlElement dhcp = source.child("dhcp");
    if (dhcp != null) {
      ip = withDhcp(ip, dhcp);
    }
    return withTftp(ip, source);
  }

  private void checkFamily(Ip ip, String address, @Nullable String netmask) {
    String family = ip.family();
    if (family == null || family.equals("ipv4")) {
      checkV4(ip, address, netmask);
    } else if (family.equals("ipv6")) {
      checkV6(ip, address, netmask);
    } else {
      throw invalid("Unrecognized family '%s' in network '%s'", family, network);
    }
  }

  private void checkV4(Ip ip, String address, @Nullable String netmask) {
    if (!ip.address().v4()) {
      throw unsupported(
          "%s family specified for non-IPv4 address '%s' in network '%s'",
          ip.family() == null ? "no" : "ipv4", address, network);
    }
    if (netmask != null && ip.netmask() != null) {
      if (!ip.netmask().v4()) {
        throw unsupported(
            "Invalid netmask '%s' for address '%s' in network '%s' (both must be IPv4)",
            netmask, address, network);
      }
      if (ip.prefix() > 0) {
        throw unsupported(
            "Network '%s' IP address cannot have both a prefix and a netmask", network);
      }
    } else if (ip.prefix() > 32) {
      throw unsupported("Invalid IPv4 prefix '%d' in network '%s'", ip.prefix(), network);
    }
  }

  private void checkV6(Ip ip, String address, @Nullable String netmask) {
    if (!ip.address().v6()) {
      throw unsupported(
          "Family 'ipv6' specified for non-IPv6 address '%s' in network '%s'", address, network);
    }
    if (netmask != null) {
      throw unsupported(
          "netmask not allowed for IPv6 address '%s' in network '%s'", address, network);
    }
    if (ip.prefix() > 128) {
      throw unsupported("Invalid IPv6 prefix '%d' in network '%s'", ip.prefix(), network);
    }
  }

  private Ip withTftp(Ip ip, XmlElement source) {
    XmlElement tftp = source.child("tftp");
    if (tftp == null) {
      return ip;
    }
    if (!ip.address().v4()) {
      throw unsupported("Unsupported <tftp> element in an IPv6 element in network '%s'", network);
    }
    return new Ip(
        ip.family(),
        ip.address(),
        ip.netmask(),
        ip.prefix(),
        ip.localPtr(),
        filled(tftp, "root"),
        ip.ranges(),
        ip.hosts(),
        ip.bootp());
  }

  private Ip withDhcp(Ip ip, XmlElement dhcp) {
    List<DhcpRange> ranges = new ArrayList<>();
    List<DhcpHost> hosts = new ArrayList<>();
    Bootp bootp = null;
    for (XmlElement child : dhcp.children()) {
      switch (child.name()) {
        case "range" -> ranges.add(range(ip, child));
        case "host" -> hosts.add(host(ip, child, false));
        case "bootp" -> {
          String file = child.attribute("file");
          if (ip.address().v4() && file != null) {
            String server = child.attribute("server");
            bootp = new Bootp(file, server == null ? null : IpAddress.require(server));
          }
        }
        default -> {}
      }
    }
    return ip.withRanges(ranges).withHosts(hosts).withBootp(bootp);
  }

  DhcpRange range(Ip ip, XmlElement source) {
    IpAddress start = rangeEnd(source, "start");
    IpAddress end = rangeEnd(source, "end");
    AddressRange addresses =
        new AddressRange(start, end).checkIn(ip.address(), ip.effectivePrefix());
    return new DhcpRange(addresses, lease(source));
  }

  private IpAddress rangeEnd(XmlElement source, String name) {
    String raw = source.attribute(name);
    if (raw == null) {
      throw invalid("Missing '%s' attribute in dhcp range for network '%s'", name, network);
    }
    return IpAddress.require(raw);
  }

  private static @Nullable Lease lease(XmlElement source) {
    Lease lease = null;
    for (XmlElement element : source.children("lease")) {
      String expiry = Values.ulong().of(element, "expiry");
      if (expiry != null) {
        String unit = Values.oneOf("seconds", "minutes", "hours").of(element, "unit");
        lease = new Lease(expiry, unit == null ? "minutes" : unit);
        checkLease(lease);
      }
    }
    return lease;
  }

  /** dnsmasq gives out no lease for less than two minutes. */
  private static void checkLease(Lease lease) {
    long least =
        switch (lease.unit()) {
          case "seconds" -> 120;
          case "minutes" -> 2;
          default -> 0;
        };
    long expiry = Long.parseUnsignedLong(lease.expiry());
    if (expiry != 0 && Long.compareUnsigned(expiry, least) < 0) {
      throw unsupported("The minimum lease time should be greater than 2 minutes");
    }
  }

  /**
   * @param partial whether it is only to find another one by
   */
  DhcpHost host(Ip ip, XmlElement source, boolean partial) {
    String mac = source.attribute("mac");
    if (mac != null) {
      checkMac(ip, mac);
    }
    String id = source.attribute("id");
    if (id != null) {
      checkId(id);
    }
    String name = source.attribute("name");
    if (name != null && !name.matches("(?s)[A-Za-z0-9].*")) {
      throw invalid("Cannot use host name '%s' in network '%s'", name, network);
    }
    String text = source.attribute("ip");
    IpAddress address = text == null ? null : IpAddress.parse(text);
    if (text != null && address == null) {
      throw invalid("Invalid IP address in static host definition for network '%s'", network);
    }
    DhcpHost host = new DhcpHost(mac, id, name, address, null);
    requireEnough(ip, host, partial);
    return new DhcpHost(mac, id, name, address, lease(source));
  }

  private void checkMac(Ip ip, String mac) {
    if (ip.address().v6()) {
      throw invalid(
          "Invalid to specify MAC address '%s' in network '%s' IPv6 static host definition",
          mac, network);
    }
    String canonical = MacAddresses.canonical(mac);
    if (canonical == null) {
      throw invalid("Cannot parse MAC address '%s' in network '%s'", mac, network);
    }
    if (MacAddresses.isMulticast(canonical)) {
      throw invalid(
          "expected unicast mac address, found multicast '%s' in network '%s'", mac, network);
    }
  }

  private void checkId(String id) {
    for (int i = 0; i < id.length(); i++) {
      if ("0123456789abcdefABCDEF:".indexOf(id.charAt(i)) < 0) {
        throw invalid(
            "Invalid character '%c' in id '%s' of network '%s'", id.charAt(i), id, network);
      }
    }
  }

  private void requireEnough(Ip ip, DhcpHost host, boolean partial) {
    if (partial) {
      if (host.mac() == null && host.name() == null && host.address() == null) {
        throw invalid(
            "At least one of name, mac, or ip attribute must be specified for static host"
                + " definition in network '%s' ",
            network);
      }
      return;
    }
    if (ip.address().v6()) {
      if (host.id() == null && host.name() == null) {
        throw invalid(
            "Static host definition in IPv6 network '%s' must have id or name attribute", network);
      }
    } else if (host.mac() == null && host.name() == null) {
      throw invalid(
          "Static host definition in IPv4 network '%s' must have mac or name attribute", network);
    }
    if (host.address() == null) {
      throw invalid("Missing IP address in static host definition for network '%s'", network);
    }
  }
}
