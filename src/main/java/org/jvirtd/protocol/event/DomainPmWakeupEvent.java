package org.jvirtd.protocol.event;

import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_pmwakeup_msg}. */
@ObjectEvent(id = 11, procedure = 329, legacyProcedure = 269)
public record DomainPmWakeupEvent(@NotInLegacy int reason, Domain domain) implements DomainEvent {}
