package org.jvirtd.protocol.nodedevice;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Node devices that match a filter. */
public record NodeDeviceList(
    @XdrLimit(RemoteLimits.NODE_DEVICE_LIST_MAX) List<NodeDevice> devices, int count) {
  public NodeDeviceList {
    devices = List.copyOf(devices);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static NodeDeviceList of(List<NodeDevice> all, int needResults) {
    return new NodeDeviceList(needResults == 0 ? List.of() : all, all.size());
  }
}
