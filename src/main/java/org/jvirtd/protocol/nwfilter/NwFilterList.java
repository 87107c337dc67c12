package org.jvirtd.protocol.nwfilter;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Network filters. */
public record NwFilterList(
    @XdrLimit(RemoteLimits.NWFILTER_LIST_MAX) List<NwFilter> filters, int count) {
  public NwFilterList {
    filters = List.copyOf(filters);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NwFilterList of(List<NwFilter> all, int needResults) {
    return new NwFilterList(needResults == 0 ? List.of() : all, all.size());
  }
}
