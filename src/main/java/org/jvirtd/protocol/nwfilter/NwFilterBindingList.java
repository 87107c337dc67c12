package org.jvirtd.protocol.nwfilter;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Bindings of network filters. */
public record NwFilterBindingList(
    @XdrLimit(RemoteLimits.NWFILTER_BINDING_LIST_MAX) List<NwFilterBinding> bindings, int count) {
  public NwFilterBindingList {
    bindings = List.copyOf(bindings);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NwFilterBindingList of(List<NwFilterBinding> all, int needResults) {
    return new NwFilterBindingList(needResults == 0 ? List.of() : all, all.size());
  }
}
