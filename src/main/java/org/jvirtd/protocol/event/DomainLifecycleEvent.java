package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A domain was defined, started, stopped and so on.
 *
 * @param event a number of {@link DomainEventTypes}
 * @param detail a number of the type's class in {@link DomainEventTypes}
 */
@ObjectEvent(id = 0, procedure = 318, legacyProcedure = 107)
public record DomainLifecycleEvent(Domain domain, int event, int detail) implements DomainEvent {}
