package org.jvirtd.protocol.interfaces;

import static org.jvirtd.protocol.ErrorDomain.INTERFACE;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** The host's network interfaces and changes to their configuration. */
@ReportsAs(INTERFACE)
public interface InterfaceProcedures {
  @Procedure(value = 126, priority = HIGH, api = "virConnectNumOfInterfaces")
  default int connectNumOfInterfaces() {
    throw notSupported(INTERFACE, "virConnectNumOfInterfaces");
  }

  @Procedure(value = 127, priority = HIGH, api = "virConnectListInterfaces")
  @XdrLimit(RemoteLimits.INTERFACE_LIST_MAX)
  default List<String> connectListInterfaces(int maxNames) {
    throw notSupported(INTERFACE, "virConnectListInterfaces");
  }

  @Procedure(value = 128, priority = HIGH, api = "virInterfaceLookupByName")
  default Interface interfaceLookupByName(String name) {
    throw notSupported(INTERFACE, "virInterfaceLookupByName");
  }

  @Procedure(value = 129, priority = HIGH, api = "virInterfaceLookupByMACString")
  default Interface interfaceLookupByMacString(String mac) {
    throw notSupported(INTERFACE, "virInterfaceLookupByMACString");
  }

  @Procedure(value = 130, api = "virInterfaceGetXMLDesc")
  default String interfaceGetXmlDesc(Interface iface, int flags) {
    throw notSupported(INTERFACE, "virInterfaceGetXMLDesc");
  }

  @Procedure(value = 131, priority = HIGH, api = "virInterfaceDefineXML", access = WRITE)
  default Interface interfaceDefineXml(String xml, int flags) {
    throw notSupported(INTERFACE, "virInterfaceDefineXML");
  }

  @Procedure(value = 132, priority = HIGH, api = "virInterfaceUndefine", access = WRITE)
  default void interfaceUndefine(Interface iface) {
    throw notSupported(INTERFACE, "virInterfaceUndefine");
  }

  @Procedure(value = 133, api = "virInterfaceCreate", access = WRITE)
  default void interfaceCreate(Interface iface, int flags) {
    throw notSupported(INTERFACE, "virInterfaceCreate");
  }

  @Procedure(value = 134, priority = HIGH, api = "virInterfaceDestroy", access = WRITE)
  default void interfaceDestroy(Interface iface, int flags) {
    throw notSupported(INTERFACE, "virInterfaceDestroy");
  }

  @Procedure(value = 137, priority = HIGH, api = "virConnectNumOfDefinedInterfaces")
  default int connectNumOfDefinedInterfaces() {
    throw notSupported(INTERFACE, "virConnectNumOfDefinedInterfaces");
  }

  @Procedure(value = 138, priority = HIGH, api = "virConnectListDefinedInterfaces")
  @XdrLimit(RemoteLimits.INTERFACE_LIST_MAX)
  default List<String> connectListDefinedInterfaces(int maxNames) {
    throw notSupported(INTERFACE, "virConnectListDefinedInterfaces");
  }

  @Procedure(value = 156, priority = HIGH, api = "virInterfaceIsActive")
  default int interfaceIsActive(Interface iface) {
    throw notSupported(INTERFACE, "virInterfaceIsActive");
  }

  @Procedure(value = 220, api = "virInterfaceChangeBegin", access = WRITE)
  default void interfaceChangeBegin(int flags) {
    throw notSupported(INTERFACE, "virInterfaceChangeBegin");
  }

  @Procedure(value = 221, api = "virInterfaceChangeCommit", access = WRITE)
  default void interfaceChangeCommit(int flags) {
    throw notSupported(INTERFACE, "virInterfaceChangeCommit");
  }

  @Procedure(value = 222, api = "virInterfaceChangeRollback", access = WRITE)
  default void interfaceChangeRollback(int flags) {
    throw notSupported(INTERFACE, "virInterfaceChangeRollback");
  }

  @Procedure(value = 284, priority = HIGH, api = "virConnectListAllInterfaces")
  default InterfaceList connectListAllInterfaces(int needResults, int flags) {
    throw notSupported(INTERFACE, "virConnectListAllInterfaces");
  }
}
