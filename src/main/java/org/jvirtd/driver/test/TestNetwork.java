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
 * <pre>
 *              define                     start
 *   (none) ──────────────▶ inactive ◀───────────────▶ active      persistent
 *      ▲                       │           stop          ▲
 *      └───────────────────────┘                         │ define
 *              undefine                                  │
 *      │        start once                               │
 *      └───────────────────────────────────────────▶  active      transient
 *      ◀─────────────────────────────────────────────── stop
 * </pre>
 *
 * <p>A definition that comes while it is active waits beside the one in use. libvirt's test driver
 * does not put it into use when the network stops; so neither does this.
 */
final class TestNetwork {
  private NetworkDefinition current;
  private @Nullable NetworkDefinition next;
  private boolean active;
  private boolean persistent;
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
    return active;
  }

  boolean isPersistent() {
    return persistent;
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
    if (active) {
      throw LibvirtException.invalidOperation(TEST, otherwise);
    }
  }

  /** Takes a definition that stays. */
  void define(NetworkDefinition definition) {
    if (active) {
      next = definition;
    } else {
      next = null;
      current = definition;
    }
    persistent = true;
  }

  /** Takes a definition for one run only. */
  void replaceForOneRun(NetworkDefinition definition) {
    if (active) {
      throw LibvirtException.invalidOperation(
          NETWORK, "network is already active as '" + name() + "'");
    }
    if (persistent && next == null) {
      next = current;
    }
    current = definition;
  }

  void start() {
    active = true;
  }

  void stop() {
    active = false;
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
            : active ? NetworkFlags.Update.LIVE : NetworkFlags.Update.CONFIG;
    boolean live = (impact & NetworkFlags.Update.LIVE) != 0;
    boolean config = (impact & NetworkFlags.Update.CONFIG) != 0;
    if (live && !active) {
      throw LibvirtException.invalidOperation(NETWORK, "network is not running");
    }
    if (config && !persistent) {
      throw LibvirtException.invalidOperation(
          NETWORK, "cannot change persistent config of a transient network");
    }
    NetworkDefinition kept = next == null ? current : next;
    NetworkDefinition newLive =
        live ? NetworkXml.update(current, command, section, parentIndex, xml) : current;
    NetworkDefinition newConfig =
        config ? NetworkXml.update(kept, command, section, parentIndex, xml) : kept;
    if (config && active) {
      next = newConfig;
    } else if (config) {
      current = newConfig;
    }
    if (live) {
      current = newLive;
    }
  }
}
