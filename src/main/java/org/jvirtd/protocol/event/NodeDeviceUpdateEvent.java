package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/** A device of the host changed. */
@ObjectEvent(id = 1, procedure = 377)
public record NodeDeviceUpdateEvent(NodeDevice device) implements NodeDeviceEvent {}
