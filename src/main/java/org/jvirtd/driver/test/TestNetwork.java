package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition;
import org.jvirtd.driver.network.NetworkXml;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.network.NetworkFlags;

/**
 * A network of the test hypervisor, guarded by its table's lock.
 *
 * <p>A definition that comes while it is active waits beside the one in use. libvirt's test driver
 * does not put it into use when the network stops; so neither does this.
 */
final class TestNetwork {
  private NetworkDefinition current;
  private @Nullable NetworkDefinition next;
  private Standing standing = Standing.GONE;
  private boolean autostart;

  TestNetwork(NetworkDefinition definition) {
    this.current = definition;
  }

  String name() {
    return current.name();
  }

  UUID uuid() {
    return current.uuid();
  }

  Network handle() {
    return new Network(name(), uuid());
  }

  NetworkDefinition definition() {
    return current;
  }

  boolean isActive() {
    return standing.isActive();
  }

  boolean isPersistent() {
    return standing.isPersistent();
  }

  boolean isAutostarted() {
    return autostart;
  }

  void setAutostart(boolean autostart) {
    this.autostart = autostart;
  }

  /**
   * @throws LibvirtException OPERATION_INVALID with that text if it is active
   */
  void requireInactive(String otherwise) {
    if (isActive()) {
      throw LibvirtException.invalidOperation(TEST, otherwise);
    }
  }

  /** Takes a definition that stays. */
  void define(NetworkDefinition definition) {
    if (isActive()) {
      next = definition;
    } else {
      next = null;
      current = definition;
    }
    standing = standing.defined();
  }

  /** Takes a definition for one run only. */
  void replaceForOneRun(NetworkDefinition definition) {
    if (isActive()) {
      throw LibvirtException.invalidOperation(
          NETWORK, "network is already active as '" + name() + "'");
    }
    if (isPersistent() && next == null) {
      next = current;
    }
    current = definition;
  }

  void start() {
    standing = standing.started();
  }

  void stop() {
    standing = standing.stopped();
  }

  /**
   * Changes a part of the definitions that the flags mean, all of them or none.
   *
   * @param flags LIVE, CONFIG or both; none stands for the state it is in
   */
  void update(int command, int section, int parentIndex, String xml, int flags) {
    int either = NetworkFlags.Update.LIVE | NetworkFlags.Update.CONFIG;
    int impact =
        (flags & either) != 0
            ? flags
            : isActive() ? NetworkFlags.Update.LIVE : NetworkFlags.Update.CONFIG;
    boolean live = (impact & NetworkFlags.Update.LIVE) != 0;
    boolean config = (impact & NetworkFlags.Update.CONFIG) != 0;
    if (live && !isActive()) {
      throw LibvirtException.invalidOperation(NETWORK, "network is not running");
    }
    if (config && !isPersistent()) {
      throw LibvirtException.invalidOperation(
          NETWORK, "cannot change persistent config of a transient network");
    }
    NetworkDefinition kept = next == null ? current : next;
    NetworkDefinition newLive =
        live ? NetworkXml.update(current, command, section, parentIndex, xml) : current;
    NetworkDefinition newConfig =
        config ? NetworkXml.update(kept, command, section, parentIndex, xml) : kept;
    if (config && isActive()) {
      next = newConfig;
    } else if (config) {
      current = newConfig;
    }
    if (live) {
      current = newLive;
    }
  }
}
