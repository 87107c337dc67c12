package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_cpu_stats_ret}. */
public record DomainCpuStats(
    @XdrLimit(RemoteLimits.DOMAIN_GET_CPU_STATS_MAX) List<TypedParameter> params, int paramCount) {
  public DomainCpuStats {
    params = List.copyOf(params);
  }
}
