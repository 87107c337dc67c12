package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.network.Network;

/**
 * A network was defined, started, stopped or undefined.
 *
 * @param event a number of {@link NetworkEventTypes}
 */
@ObjectEvent(id = 0, procedure = 315)
public record NetworkLifecycleEvent(Network network, int event, int detail)
    implements NetworkEvent {}
