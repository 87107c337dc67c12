package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_io_error_msg}. */
@ObjectEvent(id = 4, procedure = 322, legacyProcedure = 172)
public record DomainIoErrorEvent(Domain domain, String srcPath, String deviceAlias, int action)
    implements DomainEvent {}
