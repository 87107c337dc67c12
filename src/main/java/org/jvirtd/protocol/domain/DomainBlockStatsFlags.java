package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_block_stats_flags_ret}. */
public record DomainBlockStatsFlags(
    @XdrLimit(RemoteLimits.DOMAIN_BLOCK_STATS_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainBlockStatsFlags {
    params = List.copyOf(params);
  }
}
