package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/**
 * A device came to the host, or left it.
 *
 * @param event a number of {@link NodeDeviceEventTypes}
 */
@ObjectEvent(id = 0, procedure = 376)
public record NodeDeviceLifecycleEvent(NodeDevice device, int event, int detail)
    implements NodeDeviceEvent {}
