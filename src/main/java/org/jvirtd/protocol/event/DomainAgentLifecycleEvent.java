package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_agent_lifecycle_msg}. */
@ObjectEvent(id = 18, procedure = 348)
public record DomainAgentLifecycleEvent(Domain domain, int state, int reason)
    implements DomainEvent {}
