package org.jvirtd.protocol.event;

import java.util.List;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_event_callback_tunable_msg}. */
@ObjectEvent(id = 17, procedure = 346)
public record DomainTunableEvent(
    Domain domain, @XdrLimit(RemoteLimits.DOMAIN_EVENT_TUNABLE_MAX) List<TypedParameter> params)
    implements DomainEvent {
  public DomainTunableEvent {
    params = List.copyOf(params);
  }
}
