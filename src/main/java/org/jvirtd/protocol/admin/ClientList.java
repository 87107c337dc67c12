package org.jvirtd.protocol.admin;

import java.util.List;
import org.jvirtd.xdr.XdrLimit;

/** The clients of a server. */
public record ClientList(@XdrLimit(AdminLimits.CLIENT_LIST_MAX) List<Client> clients, int count) {
  public ClientList {
    clients = List.copyOf(clients);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static ClientList of(List<Client> all, int needResults) {
    return new ClientList(needResults == 0 ? List.of() : all, all.size());
  }
}
