package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest's watchdog fired.
 *
 * @param action a number of {@link DomainEventTypes.WatchdogAction}
 */
@ObjectEvent(id = 3, procedure = 321, legacyProcedure = 171)
public record DomainWatchdogEvent(Domain domain, int action) implements DomainEvent {}
