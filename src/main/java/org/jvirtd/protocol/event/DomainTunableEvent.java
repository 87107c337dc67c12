package org.jvirtd.protocol.event;

import java.util.List;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.xdr.XdrLimit;

/** Tuning parameters of the domain changed. */
@ObjectEvent(id = 17, procedure = 346)
public record DomainTunableEvent(
    Domain domain, @XdrLimit(RemoteLimits.DOMAIN_EVENT_TUNABLE_MAX) List<TypedParameter> params)
    implements DomainEvent {
  public DomainTunableEvent {
    params = List.copyOf(params);
  }
}
