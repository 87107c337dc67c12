package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.NetworkDefinition;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.network.NetworkFlags;

/**
 * A network of the test hypervisor, guarded by its table's lock.
 *
 * <p>A definition that comes while it is active waits beside the one in use. libvirt's test driver
 * does not put it into use when the network stops; so neither does this.
 *
 * <p>libvirt 9.0.0 drops a title and a description from a network's XML, and so does this. But
 * where a newer client has set one, a definition may change it.
 */
final class TestNetwork {
  private NetworkDefinition current;
  private @Nullable NetworkDefinition next;
  private Standing standing = Standing.GONE;
  private boolean autostart;

  TestNetwork(NetworkDefinition definition) {
    this.current = untitled(definition);
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
  void define(NetworkDefinition given) {
    NetworkDefinition definition = titledLike(given);
    if (isActive()) {
      next = definition;
    } else {
      next = null;
      current = definition;
    }
    standing = standing.defined();
  }

  /** Takes a definition for one run only. */
  void replaceForOneRun(NetworkDefinition given) {
    if (isActive()) {
      throw LibvirtException.invalidOperation(
          NETWORK, "network is already active as '" + name() + "'");
    }
    NetworkDefinition definition = titledLike(given);
    if (isPersistent() && next == null) {
      next = current;
    }
    current = definition;
  }

  private NetworkDefinition titledLike(NetworkDefinition given) {
    if (!isTitled(current) && !isTitled(kept())) {
      return untitled(given);
    }
    String title = given.title();
    if (title != null && title.contains("\n")) {
      throw XmlFailure.of(ErrorCode.XML_ERROR, NETWORK, "Network title can't contain newlines");
    }
    return given;
  }

  private static boolean isTitled(NetworkDefinition definition) {
    return definition.title() != null || definition.description() != null;
  }

  private static NetworkDefinition untitled(NetworkDefinition given) {
    return isTitled(given) ? given.withTitle(null).withDescription(null) : given;
  }

  void start() {
    standing = standing.started();
  }

  void stop() {
    standing = standing.stopped();
  }

  /**
   * Changes the definitions that the flags mean, all of them or none.
   *
   * @param flags LIVE, CONFIG or both; none stands for the state it is in
   */
  void edit(int flags, UnaryOperator<NetworkDefinition> change) {
    int impact = impact(flags);
    boolean live = (impact & NetworkFlags.Update.LIVE) != 0;
    boolean config = (impact & NetworkFlags.Update.CONFIG) != 0;
    NetworkDefinition newLive = live ? change.apply(current) : current;
    NetworkDefinition newConfig = config ? change.apply(kept()) : kept();
    if (config && isActive()) {
      next = newConfig;
    } else if (config) {
      current = newConfig;
    }
    if (live) {
      current = newLive;
    }
  }

  /**
   * The definition that the flags mean.
   *
   * @param flags LIVE or CONFIG; none stands for the state it is in
   */
  NetworkDefinition definition(int flags) {
    return (impact(flags) & NetworkFlags.Update.LIVE) != 0 ? current : kept();
  }

  /** The definition that stays: libvirt makes it when it is first asked for. */
  private NetworkDefinition kept() {
    return next == null ? current : next;
  }

  private int impact(int flags) {
    int either = NetworkFlags.Update.LIVE | NetworkFlags.Update.CONFIG;
    int impact =
        (flags & either) != 0
            ? flags
            : isActive() ? NetworkFlags.Update.LIVE : NetworkFlags.Update.CONFIG;
    if ((impact & NetworkFlags.Update.LIVE) != 0 && !isActive()) {
      throw LibvirtException.invalidOperation(NETWORK, "network is not running");
    }
    if ((impact & NetworkFlags.Update.CONFIG) != 0 && !isPersistent()) {
      throw LibvirtException.invalidOperation(
          NETWORK, "cannot change persistent config of a transient network");
    }
    return impact;
  }
}
