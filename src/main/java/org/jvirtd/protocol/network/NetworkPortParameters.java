package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_network_port_get_parameters_ret}. */
public record NetworkPortParameters(
    @XdrLimit(RemoteLimits.NETWORK_PORT_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public NetworkPortParameters {
    params = List.copyOf(params);
  }
}
