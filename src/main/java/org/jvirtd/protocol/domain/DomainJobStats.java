package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * How far a domain's job is, in full.
 *
 * @param type a number of {@link DomainTypes.Job}
 * @param params named in {@link DomainJobParameters.Job}
 */
public record DomainJobStats(
    int type, @XdrLimit(RemoteLimits.DOMAIN_JOB_STATS_MAX) List<TypedParameter> params) {
  public DomainJobStats {
    params = List.copyOf(params);
  }
}
