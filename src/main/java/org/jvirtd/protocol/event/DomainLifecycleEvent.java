package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_lifecycle_msg}. */
@ObjectEvent(id = 0, procedure = 318, legacyProcedure = 107)
public record DomainLifecycleEvent(Domain domain, int event, int detail) implements DomainEvent {}
