package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_block_job_2_msg}. */
@ObjectEvent(id = 16, procedure = 339)
public record DomainBlockJob2Event(Domain domain, String target, int type, int status)
    implements DomainEvent {}
