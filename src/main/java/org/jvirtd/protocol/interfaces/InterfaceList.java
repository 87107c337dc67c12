package org.jvirtd.protocol.interfaces;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_interfaces_ret}. */
public record InterfaceList(
    @XdrLimit(RemoteLimits.INTERFACE_LIST_MAX) List<Interface> interfaces, int count) {
  public InterfaceList {
    interfaces = List.copyOf(interfaces);
  }
}
