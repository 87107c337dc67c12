package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** A device is gone from the domain. */
@ObjectEvent(id = 15, procedure = 333, legacyProcedure = 311)
public record DomainDeviceRemovedEvent(Domain domain, String deviceAlias) implements DomainEvent {}
