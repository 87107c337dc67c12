package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_job_stats_ret}. */
public record DomainJobStats(
    int type, @XdrLimit(RemoteLimits.DOMAIN_JOB_STATS_MAX) List<TypedParameter> params) {
  public DomainJobStats {
    params = List.copyOf(params);
  }
}
