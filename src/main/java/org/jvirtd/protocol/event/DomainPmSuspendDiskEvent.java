package org.jvirtd.protocol.event;

import org.jvirtd.protocol.NotInLegacy;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest went to sleep, to disk.
 *
 * @param reason always 0
 */
@ObjectEvent(id = 14, procedure = 332, legacyProcedure = 292)
public record DomainPmSuspendDiskEvent(@NotInLegacy int reason, Domain domain)
    implements DomainEvent {}
