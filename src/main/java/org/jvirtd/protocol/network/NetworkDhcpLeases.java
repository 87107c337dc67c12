package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The leases that a network gave out. */
public record NetworkDhcpLeases(
    @XdrLimit(RemoteLimits.NETWORK_DHCP_LEASES_MAX) List<NetworkDhcpLease> leases, int count) {
  public NetworkDhcpLeases {
    leases = List.copyOf(leases);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NetworkDhcpLeases of(List<NetworkDhcpLease> all, int needResults) {
    return new NetworkDhcpLeases(needResults == 0 ? List.of() : all, all.size());
  }
}
