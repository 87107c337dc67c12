package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_block_job_msg}. */
@ObjectEvent(id = 8, procedure = 326, legacyProcedure = 241)
public record DomainBlockJobEvent(Domain domain, String path, int type, int status)
    implements DomainEvent {}
