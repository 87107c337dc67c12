package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_interface_parameters_ret}. */
public record DomainInterfaceParameters(
    @XdrLimit(RemoteLimits.DOMAIN_INTERFACE_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainInterfaceParameters {
    params = List.copyOf(params);
  }
}
