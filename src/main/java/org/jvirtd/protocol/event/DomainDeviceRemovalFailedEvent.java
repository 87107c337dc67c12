package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The guest refused to give a device up. */
@ObjectEvent(id = 22, procedure = 367)
public record DomainDeviceRemovalFailedEvent(Domain domain, String deviceAlias)
    implements DomainEvent {}
