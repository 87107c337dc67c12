package org.jvirtd.protocol.event;

import org.jvirtd.protocol.network.Network;

/** An event about a network. */
public sealed interface NetworkEvent permits NetworkLifecycleEvent, NetworkMetadataChangeEvent {

  /** The network that the event is about. */
  Network network();
}
