package org.jvirtd.protocol.event;

import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest woke up.
 *
 * @param reason always 0
 */
@ObjectEvent(id = 11, procedure = 329, legacyProcedure = 269)
public record DomainPmWakeupEvent(@NotInLegacy int reason, Domain domain) implements DomainEvent {}
