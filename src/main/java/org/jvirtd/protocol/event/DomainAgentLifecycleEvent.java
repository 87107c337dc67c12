package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest agent came or went.
 *
 * @param state a number of {@link DomainEventTypes.AgentState}
 * @param reason a number of {@link DomainEventTypes.AgentReason}
 */
@ObjectEvent(id = 18, procedure = 348)
public record DomainAgentLifecycleEvent(Domain domain, int state, int reason)
    implements DomainEvent {}
