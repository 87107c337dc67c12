package org.jvirtd.protocol.nwfilter;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_nwfilters_ret}. */
public record NwFilterList(
    @XdrLimit(RemoteLimits.NWFILTER_LIST_MAX) List<NwFilter> filters, int count) {
  public NwFilterList {
    filters = List.copyOf(filters);
  }
}
