package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_watchdog_msg}. */
@ObjectEvent(id = 3, procedure = 321, legacyProcedure = 171)
public record DomainWatchdogEvent(Domain domain, int action) implements DomainEvent {}
