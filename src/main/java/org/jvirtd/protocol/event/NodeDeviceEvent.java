package org.jvirtd.protocol.event;

import org.jvirtd.protocol.nodedevice.NodeDevice;

/** An event about a node device. */
public sealed interface NodeDeviceEvent permits NodeDeviceLifecycleEvent, NodeDeviceUpdateEvent {

  /** The node device that the event is about. */
  NodeDevice device();
}
