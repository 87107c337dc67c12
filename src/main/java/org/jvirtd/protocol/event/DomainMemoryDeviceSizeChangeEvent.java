package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_memory_device_size_change_msg}. */
@ObjectEvent(id = 26, procedure = 438)
public record DomainMemoryDeviceSizeChangeEvent(Domain domain, String alias, long size)
    implements DomainEvent {}
