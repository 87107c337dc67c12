package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** A device came to the domain. */
@ObjectEvent(id = 19, procedure = 354)
public record DomainDeviceAddedEvent(Domain domain, String deviceAlias) implements DomainEvent {}
