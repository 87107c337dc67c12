package org.jvirtd.protocol.event;

import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest went to sleep, to memory.
 *
 * @param reason always 0
 */
@ObjectEvent(id = 12, procedure = 330, legacyProcedure = 270)
public record DomainPmSuspendEvent(@NotInLegacy int reason, Domain domain) implements DomainEvent {}
