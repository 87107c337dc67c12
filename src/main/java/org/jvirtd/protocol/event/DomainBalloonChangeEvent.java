package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_balloon_change_msg}. */
@ObjectEvent(id = 13, procedure = 331, legacyProcedure = 276)
public record DomainBalloonChangeEvent(Domain domain, long actual) implements DomainEvent {}
