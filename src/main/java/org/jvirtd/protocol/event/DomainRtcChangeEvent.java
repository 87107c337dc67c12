package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_rtc_change_msg}. */
@ObjectEvent(id = 2, procedure = 320, legacyProcedure = 170)
public record DomainRtcChangeEvent(Domain domain, long offset) implements DomainEvent {}
