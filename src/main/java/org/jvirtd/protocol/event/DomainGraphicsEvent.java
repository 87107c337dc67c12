package org.jvirtd.protocol.event;

import java.util.List;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.xdr.XdrLimit;

/**
 * A client of the domain's graphics came or went.
 *
 * @param phase a number of {@link DomainEventTypes.GraphicsPhase}
 */
@ObjectEvent(id = 5, procedure = 323, legacyProcedure = 173)
public record DomainGraphicsEvent(
    Domain domain,
    int phase,
    GraphicsAddress local,
    GraphicsAddress remote,
    String authScheme,
    @XdrLimit(RemoteLimits.DOMAIN_EVENT_GRAPHICS_IDENTITY_MAX) List<GraphicsIdentity> subject)
    implements DomainEvent {
  public DomainGraphicsEvent {
    subject = List.copyOf(subject);
  }
}
