package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_tray_change_msg}. */
@ObjectEvent(id = 10, procedure = 328, legacyProcedure = 268)
public record DomainTrayChangeEvent(Domain domain, String deviceAlias, int reason)
    implements DomainEvent {}
