package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_memory_parameters_ret}. */
public record DomainMemoryParameters(
    @XdrLimit(RemoteLimits.DOMAIN_MEMORY_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainMemoryParameters {
    params = List.copyOf(params);
  }
}
