package org.jvirtd.protocol.nodedevice;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_node_devices_ret}. */
public record NodeDeviceList(
    @XdrLimit(RemoteLimits.NODE_DEVICE_LIST_MAX) List<NodeDevice> devices, int count) {
  public NodeDeviceList {
    devices = List.copyOf(devices);
  }
}
