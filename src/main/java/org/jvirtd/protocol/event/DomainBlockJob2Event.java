package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A block job changed. It names the disk by its target.
 *
 * @param type a number of {@code DomainTypes.BlockJob}
 * @param status a number of {@link DomainEventTypes.BlockJobStatus}
 */
@ObjectEvent(id = 16, procedure = 339)
public record DomainBlockJob2Event(Domain domain, String target, int type, int status)
    implements DomainEvent {}
