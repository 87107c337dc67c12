package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * Memory of the host failed under the domain.
 *
 * @param recipient a number of {@link DomainEventTypes.MemoryFailureRecipient}
 * @param action a number of {@link DomainEventTypes.MemoryFailureAction}
 * @param flags bits of {@link DomainEventTypes.MemoryFailureFlags}
 */
@ObjectEvent(id = 25, procedure = 423)
public record DomainMemoryFailureEvent(Domain domain, int recipient, int action, int flags)
    implements DomainEvent {}
