package org.jvirtd.protocol.interfaces;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Host interfaces that match a filter. */
public record InterfaceList(
    @XdrLimit(RemoteLimits.INTERFACE_LIST_MAX) List<Interface> interfaces, int count) {
  public InterfaceList {
    interfaces = List.copyOf(interfaces);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static InterfaceList of(List<Interface> all, int needResults) {
    return new InterfaceList(needResults == 0 ? List.of() : all, all.size());
  }
}
