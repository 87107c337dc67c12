package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_sev_info_ret}. */
public record NodeSevInfo(
    @XdrLimit(RemoteLimits.NODE_SEV_INFO_MAX) List<TypedParameter> params, int paramCount) {
  public NodeSevInfo {
    params = List.copyOf(params);
  }
}
