package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_metadata_change_msg}. */
@ObjectEvent(id = 23, procedure = 379)
public record DomainMetadataChangeEvent(Domain domain, int type, @Nullable String namespaceUri)
    implements DomainEvent {}
