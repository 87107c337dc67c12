package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The guest rebooted itself. */
@ObjectEvent(id = 1, procedure = 319, legacyProcedure = 169)
public record DomainRebootEvent(Domain domain) implements DomainEvent {}
