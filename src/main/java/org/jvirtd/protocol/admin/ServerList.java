package org.jvirtd.protocol.admin;

import java.util.List;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code admin_connect_list_servers_ret}. */
public record ServerList(@XdrLimit(AdminLimits.SERVER_LIST_MAX) List<Server> servers, int count) {
  public ServerList {
    servers = List.copyOf(servers);
  }
}
