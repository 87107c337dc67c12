package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The domain's metadata changed.
 *
 * @param type a number of {@code DomainTypes.Metadata}
 * @param namespaceUri which element, for that type
 */
@ObjectEvent(id = 23, procedure = 379)
public record DomainMetadataChangeEvent(Domain domain, int type, @Nullable String namespaceUri)
    implements DomainEvent {}
