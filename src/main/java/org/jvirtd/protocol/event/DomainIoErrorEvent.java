package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A disk failed to read or write.
 *
 * @param action a number of {@link DomainEventTypes.IoErrorAction}
 */
@ObjectEvent(id = 4, procedure = 322, legacyProcedure = 172)
public record DomainIoErrorEvent(Domain domain, String srcPath, String deviceAlias, int action)
    implements DomainEvent {}
