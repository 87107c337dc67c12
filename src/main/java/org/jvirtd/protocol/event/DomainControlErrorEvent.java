package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_control_error_msg}. */
@ObjectEvent(id = 7, procedure = 325, legacyProcedure = 224)
public record DomainControlErrorEvent(Domain domain) implements DomainEvent {}
