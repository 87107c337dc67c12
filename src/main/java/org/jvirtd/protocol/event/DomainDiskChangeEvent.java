package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A disk's source changed.
 *
 * @param reason a number of {@link DomainEventTypes.DiskChangeReason}
 */
@ObjectEvent(id = 9, procedure = 327, legacyProcedure = 248)
public record DomainDiskChangeEvent(
    Domain domain,
    @Nullable String oldSrcPath,
    @Nullable String newSrcPath,
    String deviceAlias,
    int reason)
    implements DomainEvent {}
