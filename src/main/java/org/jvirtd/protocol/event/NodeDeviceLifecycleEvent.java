package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/** The wire structure {@code remote_node_device_event_lifecycle_msg}. */
@ObjectEvent(id = 0, procedure = 376)
public record NodeDeviceLifecycleEvent(NodeDevice device, int event, int detail)
    implements NodeDeviceEvent {}
