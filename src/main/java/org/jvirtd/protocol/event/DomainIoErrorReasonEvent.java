package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_io_error_reason_msg}. */
@ObjectEvent(id = 6, procedure = 324, legacyProcedure = 195)
public record DomainIoErrorReasonEvent(
    Domain domain, String srcPath, String deviceAlias, int action, String reason)
    implements DomainEvent {}
