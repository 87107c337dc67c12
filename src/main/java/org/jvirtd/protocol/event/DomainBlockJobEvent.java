package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A block job changed. It names the disk by its source.
 *
 * @param type a number of {@code DomainTypes.BlockJob}
 * @param status a number of {@link DomainEventTypes.BlockJobStatus}
 */
@ObjectEvent(id = 8, procedure = 326, legacyProcedure = 241)
public record DomainBlockJobEvent(Domain domain, String path, int type, int status)
    implements DomainEvent {}
