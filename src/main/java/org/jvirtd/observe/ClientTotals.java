package org.jvirtd.observe;

import java.util.EnumMap;
import java.util.Map;
import org.jvirtd.rpc.CallLoad;
import org.jvirtd.rpc.ClientIdentity;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.Peer.Transport;
import org.jvirtd.rpc.Server;

/**
 * What there is to count over all clients of a moment, in one walk over them.
 *
 * @param connections how many there are of each transport, by what their identity rests on
 * @param underWay calls admitted by the request windows, their replies not yet sent
 * @param parked calls that wait for a window
 */
record ClientTotals(
    Map<Transport, Map<ClientIdentity.Kind, Integer>> connections, long underWay, long parked) {

  static ClientTotals of(Server server) {
    Map<Transport, Map<ClientIdentity.Kind, Integer>> connections = new EnumMap<>(Transport.class);
    long underWay = 0;
    long parked = 0;
    for (Connection connection : server.connections()) {
      connections
          .computeIfAbsent(
              connection.peer().transport(), t -> new EnumMap<>(ClientIdentity.Kind.class))
          .merge(connection.identity().kind(), 1, Integer::sum);
      CallLoad load = connection.callLoad();
      underWay += load.windowUsed();
      parked += load.parked();
    }
    return new ClientTotals(connections, underWay, parked);
  }

  int connections(Transport transport, ClientIdentity.Kind identity) {
    return connections.getOrDefault(transport, Map.of()).getOrDefault(identity, 0);
  }

  /** Calls that have been read and whose replies have not left. */
  long callsLeft() {
    return underWay + parked;
  }
}
