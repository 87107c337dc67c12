package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Networks that match a filter. */
public record NetworkList(
    @XdrLimit(RemoteLimits.NETWORK_LIST_MAX) List<Network> networks, int count) {
  public NetworkList {
    networks = List.copyOf(networks);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NetworkList of(List<Network> all, int needResults) {
    return new NetworkList(needResults == 0 ? List.of() : all, all.size());
  }
}
