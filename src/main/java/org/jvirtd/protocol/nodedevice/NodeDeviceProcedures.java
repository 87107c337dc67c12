package org.jvirtd.protocol.nodedevice;

import static org.jvirtd.protocol.ErrorDomain.NODEDEV;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Devices of the host. Most procedures name a device by its name alone. */
@ReportsAs(NODEDEV)
public interface NodeDeviceProcedures {
  @Procedure(value = 111, priority = HIGH, api = "virNodeNumOfDevices")
  default int nodeNumOfDevices(@Nullable String cap, int flags) {
    throw notSupported(NODEDEV, "virNodeNumOfDevices");
  }

  @Procedure(value = 112, priority = HIGH, api = "virNodeListDevices")
  @XdrLimit(RemoteLimits.NODE_DEVICE_LIST_MAX)
  default List<String> nodeListDevices(@Nullable String cap, int maxNames, int flags) {
    throw notSupported(NODEDEV, "virNodeListDevices");
  }

  @Procedure(value = 113, priority = HIGH, api = "virNodeDeviceLookupByName")
  default NodeDevice nodeDeviceLookupByName(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceLookupByName");
  }

  @Procedure(value = 114, api = "virNodeDeviceGetXMLDesc")
  default String nodeDeviceGetXmlDesc(String name, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceGetXMLDesc");
  }

  @Procedure(value = 115, priority = HIGH, api = "virNodeDeviceGetParent")
  default @Nullable String nodeDeviceGetParent(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceGetParent");
  }

  @Procedure(value = 116, priority = HIGH, api = "virNodeDeviceNumOfCaps")
  default int nodeDeviceNumOfCaps(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceNumOfCaps");
  }

  @Procedure(value = 117, priority = HIGH, api = "virNodeDeviceListCaps")
  @XdrLimit(RemoteLimits.NODE_DEVICE_CAPS_LIST_MAX)
  default List<String> nodeDeviceListCaps(String name, int maxNames) {
    throw notSupported(NODEDEV, "virNodeDeviceListCaps");
  }

  @Procedure(value = 118, api = "virNodeDeviceDettach", access = WRITE)
  default void nodeDeviceDettach(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceDettach");
  }

  @Procedure(value = 119, api = "virNodeDeviceReAttach", access = WRITE)
  default void nodeDeviceReAttach(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceReAttach");
  }

  @Procedure(value = 120, api = "virNodeDeviceReset", access = WRITE)
  default void nodeDeviceReset(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceReset");
  }

  @Procedure(value = 123, api = "virNodeDeviceCreateXML", access = WRITE)
  default NodeDevice nodeDeviceCreateXml(String xmlDesc, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceCreateXML");
  }

  @Procedure(value = 124, priority = HIGH, api = "virNodeDeviceDestroy", access = WRITE)
  default void nodeDeviceDestroy(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceDestroy");
  }

  @Procedure(value = 285, priority = HIGH, api = "virConnectListAllNodeDevices")
  default NodeDeviceList connectListAllNodeDevices(int needResults, int flags) {
    throw notSupported(NODEDEV, "virConnectListAllNodeDevices");
  }

  @Procedure(value = 297, priority = HIGH, api = "virNodeDeviceLookupSCSIHostByWWN")
  default NodeDevice nodeDeviceLookupScsiHostByWwn(String wwnn, String wwpn, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceLookupSCSIHostByWWN");
  }

  @Procedure(value = 301, api = "virNodeDeviceDetachFlags", access = WRITE)
  default void nodeDeviceDetachFlags(String name, @Nullable String driverName, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceDetachFlags");
  }

  @Procedure(value = 428, api = "virNodeDeviceDefineXML", access = WRITE)
  default NodeDevice nodeDeviceDefineXml(String xmlDesc, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceDefineXML");
  }

  @Procedure(value = 429, priority = HIGH, api = "virNodeDeviceUndefine", access = WRITE)
  default void nodeDeviceUndefine(String name, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceUndefine");
  }

  @Procedure(value = 430, priority = HIGH, api = "virNodeDeviceCreate", access = WRITE)
  default void nodeDeviceCreate(String name, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceCreate");
  }

  @Procedure(value = 433, priority = HIGH, api = "virNodeDeviceGetAutostart", access = WRITE)
  default int nodeDeviceGetAutostart(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceGetAutostart");
  }

  @Procedure(value = 434, priority = HIGH, api = "virNodeDeviceSetAutostart", access = WRITE)
  default void nodeDeviceSetAutostart(String name, int autostart) {
    throw notSupported(NODEDEV, "virNodeDeviceSetAutostart");
  }

  @Procedure(value = 435, priority = HIGH, api = "virNodeDeviceIsPersistent")
  default int nodeDeviceIsPersistent(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceIsPersistent");
  }

  @Procedure(value = 436, priority = HIGH, api = "virNodeDeviceIsActive")
  default int nodeDeviceIsActive(String name) {
    throw notSupported(NODEDEV, "virNodeDeviceIsActive");
  }

  /**
   * Changes a node device (libvirt 10.1.0).
   *
   * @param flags those of {@link NodeDeviceFlags.Update}
   */
  @Procedure(value = 447, priority = HIGH, api = "virNodeDeviceUpdate", access = WRITE)
  default void nodeDeviceUpdate(String name, String xmlDesc, int flags) {
    throw notSupported(NODEDEV, "virNodeDeviceUpdate");
  }
}
