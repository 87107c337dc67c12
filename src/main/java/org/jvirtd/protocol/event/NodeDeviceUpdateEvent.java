package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/** The wire structure {@code remote_node_device_event_update_msg}. */
@ObjectEvent(id = 1, procedure = 377)
public record NodeDeviceUpdateEvent(NodeDevice device) implements NodeDeviceEvent {}
