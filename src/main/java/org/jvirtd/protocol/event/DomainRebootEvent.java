package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_reboot_msg}. */
@ObjectEvent(id = 1, procedure = 319, legacyProcedure = 169)
public record DomainRebootEvent(Domain domain) implements DomainEvent {}
