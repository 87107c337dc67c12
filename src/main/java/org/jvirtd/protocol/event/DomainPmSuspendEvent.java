package org.jvirtd.protocol.event;

import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_pmsuspend_msg}. */
@ObjectEvent(id = 12, procedure = 330, legacyProcedure = 270)
public record DomainPmSuspendEvent(@NotInLegacy int reason, Domain domain) implements DomainEvent {}
