package org.jvirtd.protocol.event;

import java.util.List;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.xdr.XdrLimit;

/**
 * A job ended.
 *
 * @param params its statistics
 */
@ObjectEvent(id = 21, procedure = 363)
public record DomainJobCompletedEvent(
    Domain domain, @XdrLimit(RemoteLimits.DOMAIN_JOB_STATS_MAX) List<TypedParameter> params)
    implements DomainEvent {
  public DomainJobCompletedEvent {
    params = List.copyOf(params);
  }
}
