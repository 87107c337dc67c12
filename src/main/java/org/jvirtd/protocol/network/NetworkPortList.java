package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The ports of a network. */
public record NetworkPortList(
    @XdrLimit(RemoteLimits.NETWORK_PORT_LIST_MAX) List<NetworkPort> ports, int count) {
  public NetworkPortList {
    ports = List.copyOf(ports);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NetworkPortList of(List<NetworkPort> all, int needResults) {
    return new NetworkPortList(needResults == 0 ? List.of() : all, all.size());
  }
}
