package org.jvirtd.protocol.admin;

import java.util.List;
import org.jvirtd.xdr.XdrLimit;

/** The servers of a daemon. */
public record ServerList(@XdrLimit(AdminLimits.SERVER_LIST_MAX) List<Server> servers, int count) {
  public ServerList {
    servers = List.copyOf(servers);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static ServerList of(List<Server> all, int needResults) {
    return new ServerList(needResults == 0 ? List.of() : all, all.size());
  }
}
