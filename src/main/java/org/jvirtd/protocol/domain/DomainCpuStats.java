package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * Processor statistics of a domain: processor after processor, the same names for each.
 *
 * @param params named in {@link DomainParameters.CpuStats}
 * @param paramCount how many there are for each processor, or the number of processors if none was
 *     asked for
 */
public record DomainCpuStats(
    @XdrLimit(RemoteLimits.DOMAIN_GET_CPU_STATS_MAX) List<TypedParameter> params, int paramCount) {
  public DomainCpuStats {
    params = List.copyOf(params);
  }
}
