package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_numa_parameters_ret}. */
public record DomainNumaParameters(
    @XdrLimit(RemoteLimits.DOMAIN_NUMA_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainNumaParameters {
    params = List.copyOf(params);
  }
}
