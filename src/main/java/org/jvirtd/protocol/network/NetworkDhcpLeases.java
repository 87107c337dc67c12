package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_network_get_dhcp_leases_ret}. */
public record NetworkDhcpLeases(
    @XdrLimit(RemoteLimits.NETWORK_DHCP_LEASES_MAX) List<NetworkDhcpLease> leases, int count) {
  public NetworkDhcpLeases {
    leases = List.copyOf(leases);
  }
}
