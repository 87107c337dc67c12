package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A drive's tray moved.
 *
 * @param reason a number of {@link DomainEventTypes.TrayChangeReason}
 */
@ObjectEvent(id = 10, procedure = 328, legacyProcedure = 268)
public record DomainTrayChangeEvent(Domain domain, String deviceAlias, int reason)
    implements DomainEvent {}
