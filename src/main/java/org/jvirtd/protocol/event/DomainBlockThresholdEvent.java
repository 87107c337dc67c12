package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A disk's image grew beyond the threshold that was set.
 *
 * @param dev the disk, as it was named when the threshold was set
 * @param threshold bytes
 * @param excess bytes beyond it
 */
@ObjectEvent(id = 24, procedure = 385)
public record DomainBlockThresholdEvent(
    Domain domain, String dev, @Nullable String path, long threshold, long excess)
    implements DomainEvent {}
