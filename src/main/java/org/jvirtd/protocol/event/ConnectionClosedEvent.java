package org.jvirtd.protocol.event;

import org.jvirtd.rpc.EventMessage;

/**
 * The daemon's own connection to the hypervisor is gone. Sent to clients that registered with
 * procedure 360.
 *
 * @param reason a number of libvirt's {@code virConnectCloseReason}
 */
@EventMessage(362)
public record ConnectionClosedEvent(int reason) {}
