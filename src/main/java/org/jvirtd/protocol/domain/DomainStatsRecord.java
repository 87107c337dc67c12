package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The statistics of one domain. */
public record DomainStatsRecord(
    Domain domain,
    @XdrLimit(RemoteLimits.CONNECT_GET_ALL_DOMAIN_STATS_MAX) List<TypedParameter> params) {
  public DomainStatsRecord {
    params = List.copyOf(params);
  }
}
