package org.jvirtd.protocol.network;

import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** Virtual networks and their ports. */
@ReportsAs(NETWORK)
public interface NetworkProcedures {
  @Procedure(value = 36, priority = HIGH, api = "virConnectListDefinedNetworks")
  @XdrLimit(RemoteLimits.NETWORK_LIST_MAX)
  default List<String> connectListDefinedNetworks(int maxNames) {
    throw notSupported(NETWORK, "virConnectListDefinedNetworks");
  }

  @Procedure(value = 38, priority = HIGH, api = "virConnectListNetworks")
  @XdrLimit(RemoteLimits.NETWORK_LIST_MAX)
  default List<String> connectListNetworks(int maxNames) {
    throw notSupported(NETWORK, "virConnectListNetworks");
  }

  @Procedure(value = 39, api = "virNetworkCreate", access = WRITE)
  default void networkCreate(Network network) {
    throw notSupported(NETWORK, "virNetworkCreate");
  }

  @Procedure(value = 40, api = "virNetworkCreateXML", access = WRITE)
  default Network networkCreateXml(String xml) {
    throw notSupported(NETWORK, "virNetworkCreateXML");
  }

  @Procedure(value = 41, priority = HIGH, api = "virNetworkDefineXML", access = WRITE)
  default Network networkDefineXml(String xml) {
    throw notSupported(NETWORK, "virNetworkDefineXML");
  }

  @Procedure(value = 42, priority = HIGH, api = "virNetworkDestroy", access = WRITE)
  default void networkDestroy(Network network) {
    throw notSupported(NETWORK, "virNetworkDestroy");
  }

  @Procedure(value = 43, priority = HIGH, api = "virNetworkGetXMLDesc")
  default String networkGetXmlDesc(Network network, int flags) {
    throw notSupported(NETWORK, "virNetworkGetXMLDesc");
  }

  @Procedure(value = 44, priority = HIGH, api = "virNetworkGetAutostart")
  default int networkGetAutostart(Network network) {
    throw notSupported(NETWORK, "virNetworkGetAutostart");
  }

  @Procedure(value = 45, priority = HIGH, api = "virNetworkGetBridgeName")
  default String networkGetBridgeName(Network network) {
    throw notSupported(NETWORK, "virNetworkGetBridgeName");
  }

  @Procedure(value = 46, priority = HIGH, api = "virNetworkLookupByName")
  default Network networkLookupByName(String name) {
    throw notSupported(NETWORK, "virNetworkLookupByName");
  }

  @Procedure(value = 47, priority = HIGH, api = "virNetworkLookupByUUID")
  default Network networkLookupByUuid(UUID uuid) {
    throw notSupported(NETWORK, "virNetworkLookupByUUID");
  }

  @Procedure(value = 48, priority = HIGH, api = "virNetworkSetAutostart", access = WRITE)
  default void networkSetAutostart(Network network, int autostart) {
    throw notSupported(NETWORK, "virNetworkSetAutostart");
  }

  @Procedure(value = 49, priority = HIGH, api = "virNetworkUndefine", access = WRITE)
  default void networkUndefine(Network network) {
    throw notSupported(NETWORK, "virNetworkUndefine");
  }

  @Procedure(value = 50, priority = HIGH, api = "virConnectNumOfDefinedNetworks")
  default int connectNumOfDefinedNetworks() {
    throw notSupported(NETWORK, "virConnectNumOfDefinedNetworks");
  }

  @Procedure(value = 52, priority = HIGH, api = "virConnectNumOfNetworks")
  default int connectNumOfNetworks() {
    throw notSupported(NETWORK, "virConnectNumOfNetworks");
  }

  @Procedure(value = 152, priority = HIGH, api = "virNetworkIsActive")
  default int networkIsActive(Network network) {
    throw notSupported(NETWORK, "virNetworkIsActive");
  }

  @Procedure(value = 153, priority = HIGH, api = "virNetworkIsPersistent")
  default int networkIsPersistent(Network network) {
    throw notSupported(NETWORK, "virNetworkIsPersistent");
  }

  @Procedure(value = 283, priority = HIGH, api = "virConnectListAllNetworks")
  default NetworkList connectListAllNetworks(int needResults, int flags) {
    throw notSupported(NETWORK, "virConnectListAllNetworks");
  }

  @Procedure(value = 291, priority = HIGH, api = "virNetworkUpdate", access = WRITE)
  default void networkUpdate(
      Network network, int command, int section, int parentIndex, String xml, int flags) {
    throw notSupported(NETWORK, "virNetworkUpdate");
  }

  @Procedure(value = 341, api = "virNetworkGetDHCPLeases")
  default NetworkDhcpLeases networkGetDhcpLeases(
      Network network, @Nullable String mac, int needResults, int flags) {
    throw notSupported(NETWORK, "virNetworkGetDHCPLeases");
  }

  @Procedure(value = 404, priority = HIGH, api = "virNetworkListAllPorts")
  default NetworkPortList networkListAllPorts(Network network, int needResults, int flags) {
    throw notSupported(NETWORK, "virNetworkListAllPorts");
  }

  @Procedure(value = 405, priority = HIGH, api = "virNetworkPortLookupByUUID")
  default NetworkPort networkPortLookupByUuid(Network network, UUID uuid) {
    throw notSupported(NETWORK, "virNetworkPortLookupByUUID");
  }

  @Procedure(value = 406, api = "virNetworkPortCreateXML", access = WRITE)
  default NetworkPort networkPortCreateXml(Network network, String xml, int flags) {
    throw notSupported(NETWORK, "virNetworkPortCreateXML");
  }

  @Procedure(value = 407, api = "virNetworkPortGetParameters")
  default NetworkPortParameters networkPortGetParameters(
      NetworkPort port, int paramCount, int flags) {
    throw notSupported(NETWORK, "virNetworkPortGetParameters");
  }

  @Procedure(value = 408, api = "virNetworkPortSetParameters", access = WRITE)
  default void networkPortSetParameters(
      NetworkPort port,
      @XdrLimit(RemoteLimits.NETWORK_PORT_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(NETWORK, "virNetworkPortSetParameters");
  }

  @Procedure(value = 409, api = "virNetworkPortGetXMLDesc")
  default String networkPortGetXmlDesc(NetworkPort port, int flags) {
    throw notSupported(NETWORK, "virNetworkPortGetXMLDesc");
  }

  @Procedure(value = 410, api = "virNetworkPortDelete", access = WRITE)
  default void networkPortDelete(NetworkPort port, int flags) {
    throw notSupported(NETWORK, "virNetworkPortDelete");
  }

  @Procedure(value = 432, priority = HIGH, api = "virNetworkDefineXMLFlags", access = WRITE)
  default Network networkDefineXmlFlags(String xml, int flags) {
    throw notSupported(NETWORK, "virNetworkDefineXMLFlags");
  }

  @Procedure(value = 437, priority = HIGH, api = "virNetworkCreateXMLFlags", access = WRITE)
  default Network networkCreateXmlFlags(String xml, int flags) {
    throw notSupported(NETWORK, "virNetworkCreateXMLFlags");
  }

  /**
   * Notes something down in a network's definition (libvirt 9.7.0).
   *
   * @param type a number of {@link NetworkFlags.Metadata}
   * @param metadata null takes it away
   * @param key the prefix of an element's namespace, null for other types
   * @param namespaceUri which element, null for other types
   * @param flags those of {@link NetworkFlags.Update}
   */
  @Procedure(value = 444, api = "virNetworkSetMetadata", access = WRITE)
  default void networkSetMetadata(
      Network network,
      int type,
      @Nullable String metadata,
      @Nullable String key,
      @Nullable String namespaceUri,
      int flags) {
    throw notSupported(NETWORK, "virNetworkSetMetadata");
  }

  /** What {@link #networkSetMetadata} has noted down (libvirt 9.7.0). */
  @Procedure(value = 445, api = "virNetworkGetMetadata")
  default String networkGetMetadata(
      Network network, int type, @Nullable String namespaceUri, int flags) {
    throw notSupported(NETWORK, "virNetworkGetMetadata");
  }
}
