package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The control channel to the domain broke. */
@ObjectEvent(id = 7, procedure = 325, legacyProcedure = 224)
public record DomainControlErrorEvent(Domain domain) implements DomainEvent {}
