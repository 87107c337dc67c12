package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_memory_failure_msg}. */
@ObjectEvent(id = 25, procedure = 423)
public record DomainMemoryFailureEvent(Domain domain, int recipient, int action, int flags)
    implements DomainEvent {}
