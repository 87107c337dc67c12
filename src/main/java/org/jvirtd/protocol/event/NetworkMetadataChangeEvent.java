package org.jvirtd.protocol.event;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.network.Network;

/**
 * The network's metadata changed (libvirt 9.8.0).
 *
 * @param type a number of {@code NetworkFlags.Metadata}
 * @param namespaceUri which element, for that type
 */
@ObjectEvent(id = 1, procedure = 446)
public record NetworkMetadataChangeEvent(Network network, int type, @Nullable String namespaceUri)
    implements NetworkEvent {}
