package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodedevice.CapabilityType;
import org.jvirtd.driver.nodedevice.NodeDeviceDefinition;
import org.jvirtd.driver.nodedevice.NodeDeviceXml;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.nodedevice.NodeDevice;
import org.jvirtd.protocol.nodedevice.NodeDeviceFlags;
import org.jvirtd.protocol.nodedevice.NodeDeviceList;
import org.jvirtd.protocol.nodedevice.NodeDeviceProcedures;

/** Devices of the host. */
interface TestNodeDevices extends InWorld, NodeDeviceProcedures {
  /** The filters by what a device is. */
  int CAPABILITIES = (1 << CapabilityType.values().length) - 1;

  @Override
  default int nodeNumOfDevices(@Nullable String cap, int flags) {
    Check.flags(flags, 0, "testNodeNumOfDevices");
    return world().devices().select(device -> isOf(device, cap)).size();
  }

  @Override
  default List<String> nodeListDevices(@Nullable String cap, int maxNames, int flags) {
    Check.fits(
        maxNames, "maxnames", RemoteLimits.NODE_DEVICE_LIST_MAX, "REMOTE_NODE_DEVICE_LIST_MAX");
    Check.flags(flags, 0, "testNodeListDevices");
    List<String> names = world().devices().select(device -> isOf(device, cap));
    return names.subList(0, Math.min(names.size(), maxNames));
  }

  private static boolean isOf(NodeDeviceDefinition device, @Nullable String cap) {
    CapabilityType type = cap == null ? null : CapabilityType.of(cap);
    return cap == null || (type != null && device.has(type));
  }

  /**
   * libvirt's own test driver does not know the flags for active and inactive devices, one of which
   * virsh always sends; here all devices are active.
   */
  @Override
  default NodeDeviceList connectListAllNodeDevices(int needResults, int flags) {
    int active = NodeDeviceFlags.List.ACTIVE;
    int inactive = NodeDeviceFlags.List.INACTIVE;
    Check.flags(flags, CAPABILITIES | active | inactive, "testConnectListAllNodeDevices");
    List<NodeDevice> found =
        world()
            .devices()
            .select(
                device -> Check.matches(flags, active, inactive, true) && isWanted(device, flags))
            .stream()
            .map(NodeDevice::new)
            .toList();
    Check.listable(found.size(), "node_devices", RemoteLimits.NODE_DEVICE_LIST_MAX);
    return NodeDeviceList.of(found, needResults);
  }

  private static boolean isWanted(NodeDeviceDefinition device, int flags) {
    if ((flags & CAPABILITIES) == 0) {
      return true;
    }
    for (CapabilityType type : CapabilityType.values()) {
      if ((flags & type.filter()) != 0 && device.has(type)) {
        return true;
      }
    }
    return false;
  }

  @Override
  default NodeDevice nodeDeviceLookupByName(String name) {
    return new NodeDevice(world().devices().byName(name).name());
  }

  @Override
  default String nodeDeviceGetXmlDesc(String name, int flags) {
    NodeDeviceDefinition device = world().devices().byName(name);
    Check.flags(flags, 0, "testNodeDeviceGetXMLDesc");
    return NodeDeviceXml.format(device);
  }

  @Override
  default @Nullable String nodeDeviceGetParent(String name) {
    String parent = world().devices().byName(name).parent().name();
    if (parent == null) {
      throw LibvirtException.internal(TEST, "no parent for this device");
    }
    return parent;
  }

  @Override
  default int nodeDeviceNumOfCaps(String name) {
    return world().devices().byName(name).capabilities().size();
  }

  @Override
  default List<String> nodeDeviceListCaps(String name, int maxNames) {
    Check.fits(
        maxNames,
        "maxnames",
        RemoteLimits.NODE_DEVICE_CAPS_LIST_MAX,
        "REMOTE_NODE_DEVICE_CAPS_LIST_MAX");
    return world().devices().byName(name).capabilities().stream()
        .map(one -> one.type().word())
        .limit(maxNames)
        .toList();
  }

  @Override
  default NodeDevice nodeDeviceCreateXml(String xmlDesc, int flags) {
    Check.flags(flags, NodeDeviceFlags.Create.VALIDATE, "testNodeDeviceCreateXML");
    return world().devices().makeVirtualAdapter(NodeDeviceXml.parseNew(xmlDesc, flags != 0));
  }

  @Override
  default void nodeDeviceDestroy(String name) {
    world().devices().destroy(name);
  }
}
