package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_network_list_all_ports_ret}. */
public record NetworkPortList(
    @XdrLimit(RemoteLimits.NETWORK_PORT_LIST_MAX) List<NetworkPort> ports, int count) {
  public NetworkPortList {
    ports = List.copyOf(ports);
  }
}
