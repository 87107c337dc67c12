package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * Migration began another pass over memory.
 *
 * @param iteration the number of the pass
 */
@ObjectEvent(id = 20, procedure = 359)
public record DomainMigrationIterationEvent(Domain domain, int iteration) implements DomainEvent {}
