package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition;
import org.jvirtd.driver.network.NetworkXml;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.network.NetworkFlags;
import org.jvirtd.protocol.network.NetworkList;
import org.jvirtd.protocol.network.NetworkProcedures;

/**
 * Virtual networks. libvirt's test driver has neither leases nor ports: those calls are not
 * supported.
 */
interface TestNetworks extends InWorld, NetworkProcedures {
  /** The filters of a list: active, persistent and autostart, each with its contrary. */
  int ALL_FILTERS = 0x3f;

  /** The flags of the calls that change a definition. */
  int UPDATE_FLAGS = NetworkFlags.Update.LIVE | NetworkFlags.Update.CONFIG;

  @Override
  default Network networkLookupByName(String name) {
    return world().networks().byName(name, TestNetwork::handle);
  }

  @Override
  default Network networkLookupByUuid(UUID uuid) {
    return world().networks().byUuid(uuid, TestNetwork::handle);
  }

  @Override
  default int connectNumOfNetworks() {
    return world().networks().select(TestNetwork::isActive, TestNetwork::name).size();
  }

  @Override
  default int connectNumOfDefinedNetworks() {
    return world().networks().select(network -> !network.isActive(), TestNetwork::name).size();
  }

  @Override
  default List<String> connectListNetworks(int maxNames) {
    requireFits(maxNames);
    return first(world().networks().select(TestNetwork::isActive, TestNetwork::name), maxNames);
  }

  @Override
  default List<String> connectListDefinedNetworks(int maxNames) {
    requireFits(maxNames);
    return first(
        world().networks().select(network -> !network.isActive(), TestNetwork::name), maxNames);
  }

  private static void requireFits(int maxNames) {
    Check.fits(maxNames, "maxnames", RemoteLimits.NETWORK_LIST_MAX, "REMOTE_NETWORK_LIST_MAX");
  }

  private static List<String> first(List<String> names, int count) {
    return names.subList(0, Math.min(names.size(), count));
  }

  @Override
  default NetworkList connectListAllNetworks(int needResults, int flags) {
    Check.flags(flags, ALL_FILTERS, "testConnectListAllNetworks");
    List<Network> found =
        world().networks().select(network -> isWanted(network, flags), TestNetwork::handle);
    Check.listable(found.size(), "networks", RemoteLimits.NETWORK_LIST_MAX);
    return NetworkList.of(found, needResults);
  }

  private static boolean isWanted(TestNetwork network, int flags) {
    return Check.matches(
            flags, NetworkFlags.List.ACTIVE, NetworkFlags.List.INACTIVE, network.isActive())
        && Check.matches(
            flags,
            NetworkFlags.List.PERSISTENT,
            NetworkFlags.List.TRANSIENT,
            network.isPersistent())
        && Check.matches(
            flags,
            NetworkFlags.List.AUTOSTART,
            NetworkFlags.List.NO_AUTOSTART,
            network.isAutostarted());
  }

  @Override
  default int networkIsActive(Network network) {
    return world().networks().byUuid(network.uuid(), found -> found.isActive() ? 1 : 0);
  }

  @Override
  default int networkIsPersistent(Network network) {
    return world().networks().byUuid(network.uuid(), found -> found.isPersistent() ? 1 : 0);
  }

  @Override
  default Network networkCreateXml(String xml) {
    return networkCreateXmlFlags(xml, 0);
  }

  @Override
  default Network networkCreateXmlFlags(String xml, int flags) {
    Check.flags(flags, NetworkFlags.Create.VALIDATE, "testNetworkCreateXMLFlags");
    return world().networks().startOnce(NetworkXml.parse(xml, flags != 0));
  }

  @Override
  default Network networkDefineXml(String xml) {
    return networkDefineXmlFlags(xml, 0);
  }

  @Override
  default Network networkDefineXmlFlags(String xml, int flags) {
    Check.flags(flags, NetworkFlags.Define.VALIDATE, "testNetworkDefineXMLFlags");
    return world().networks().define(NetworkXml.parse(xml, flags != 0));
  }

  @Override
  default void networkUndefine(Network network) {
    world().networks().undefine(network);
  }

  @Override
  default void networkCreate(Network network) {
    world().networks().start(network);
  }

  @Override
  default void networkDestroy(Network network) {
    world().networks().stop(network);
  }

  @Override
  default void networkUpdate(
      Network network, int command, int section, int parentIndex, String xml, int flags) {
    Check.flags(flags, UPDATE_FLAGS, "testNetworkUpdate");
    boolean _ =
        world()
            .networks()
            .byUuid(
                network.uuid(),
                found -> {
                  found.edit(
                      flags,
                      definition ->
                          NetworkXml.update(definition, command, section, parentIndex, xml));
                  return true;
                });
  }

  /** libvirt's test driver has this since 9.7.0. */
  @Override
  default String networkGetMetadata(Network network, int type, @Nullable String uri, int flags) {
    String api = "virNetworkGetMetadata";
    Check.exclusive(flags, Check.UPDATE_LIVE, Check.UPDATE_CONFIG, NETWORK, api, "ctl");
    Metadata.OF_NETWORK.checkQuestion(type, uri, api);
    Check.flags(flags, UPDATE_FLAGS, "testNetworkGetMetadata");
    return world()
        .networks()
        .byUuid(
            network.uuid(), found -> Metadata.OF_NETWORK.read(found.definition(flags), type, uri));
  }

  @Override
  default void networkSetMetadata(
      Network network,
      int type,
      @Nullable String metadata,
      @Nullable String key,
      @Nullable String uri,
      int flags) {
    Metadata.OF_NETWORK.checkChange(type, metadata, key, uri, "virNetworkSetMetadata");
    Check.flags(flags, UPDATE_FLAGS, "testNetworkSetMetadata");
    world().networks().annotate(network, type, metadata, key, uri, flags);
  }

  @Override
  default String networkGetXmlDesc(Network network, int flags) {
    Check.flags(flags, 0, "testNetworkGetXMLDesc");
    return NetworkXml.format(definition(network));
  }

  private NetworkDefinition definition(Network network) {
    return world().networks().byName(network.name(), TestNetwork::definition);
  }

  @Override
  default String networkGetBridgeName(Network network) {
    NetworkDefinition definition = definition(network);
    String bridge = definition.bridgeName();
    if (bridge == null) {
      throw LibvirtException.internal(
          TEST, "network '" + definition.name() + "' does not have a bridge name.");
    }
    return bridge;
  }

  @Override
  default int networkGetAutostart(Network network) {
    return world().networks().byName(network.name(), found -> found.isAutostarted() ? 1 : 0);
  }

  @Override
  default void networkSetAutostart(Network network, int autostart) {
    boolean _ =
        world()
            .networks()
            .byName(
                network.name(),
                found -> {
                  found.setAutostart(autostart != 0);
                  return true;
                });
  }
}
