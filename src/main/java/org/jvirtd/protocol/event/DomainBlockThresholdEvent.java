package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_block_threshold_msg}. */
@ObjectEvent(id = 24, procedure = 385)
public record DomainBlockThresholdEvent(
    Domain domain, String dev, @Nullable String path, long threshold, long excess)
    implements DomainEvent {}
