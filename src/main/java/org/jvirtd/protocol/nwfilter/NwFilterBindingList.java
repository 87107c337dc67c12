package org.jvirtd.protocol.nwfilter;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_nwfilter_bindings_ret}. */
public record NwFilterBindingList(
    @XdrLimit(RemoteLimits.NWFILTER_BINDING_LIST_MAX) List<NwFilterBinding> bindings, int count) {
  public NwFilterBindingList {
    bindings = List.copyOf(bindings);
  }
}
