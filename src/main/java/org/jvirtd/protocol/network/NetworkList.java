package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_networks_ret}. */
public record NetworkList(
    @XdrLimit(RemoteLimits.NETWORK_LIST_MAX) List<Network> networks, int count) {
  public NetworkList {
    networks = List.copyOf(networks);
  }
}
