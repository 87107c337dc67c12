package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A memory device of the domain changed its size.
 *
 * @param size the new size in KiB
 */
@ObjectEvent(id = 26, procedure = 438)
public record DomainMemoryDeviceSizeChangeEvent(Domain domain, String alias, long size)
    implements DomainEvent {}
