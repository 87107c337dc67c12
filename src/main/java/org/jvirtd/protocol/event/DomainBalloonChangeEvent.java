package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest's memory balloon changed.
 *
 * @param actual the memory it has now, in KiB
 */
@ObjectEvent(id = 13, procedure = 331, legacyProcedure = 276)
public record DomainBalloonChangeEvent(Domain domain, long actual) implements DomainEvent {}
