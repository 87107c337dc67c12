package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_memory_parameters_ret}. */
public record NodeMemoryParameters(
    @XdrLimit(RemoteLimits.NODE_MEMORY_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public NodeMemoryParameters {
    params = List.copyOf(params);
  }
}
