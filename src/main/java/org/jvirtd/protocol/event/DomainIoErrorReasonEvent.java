package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A disk failed to read or write, with the reason.
 *
 * @param action a number of {@link DomainEventTypes.IoErrorAction}
 * @param reason "enospc", or empty if it is not known
 */
@ObjectEvent(id = 6, procedure = 324, legacyProcedure = 195)
public record DomainIoErrorReasonEvent(
    Domain domain, String srcPath, String deviceAlias, int action, String reason)
    implements DomainEvent {}
