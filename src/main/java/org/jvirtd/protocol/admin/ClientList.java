package org.jvirtd.protocol.admin;

import java.util.List;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code admin_server_list_clients_ret}. */
public record ClientList(@XdrLimit(AdminLimits.CLIENT_LIST_MAX) List<Client> clients, int count) {
  public ClientList {
    clients = List.copyOf(clients);
  }
}
