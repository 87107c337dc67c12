package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.network.Network;

/** The wire structure {@code remote_network_event_lifecycle_msg}. */
@ObjectEvent(id = 0, procedure = 315)
public record NetworkLifecycleEvent(Network network, int event, int detail)
    implements NetworkEvent {}
