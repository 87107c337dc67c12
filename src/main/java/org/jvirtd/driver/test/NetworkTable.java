package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NETWORK;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;
import org.jvirtd.driver.network.NetworkDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.event.NetworkEventTypes;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.event.NetworkMetadataChangeEvent;
import org.jvirtd.protocol.network.Network;

/**
 * The networks of a world. One lock guards them all: what is done under it is short, and their
 * events are emitted under it, in the order of the changes.
 */
final class NetworkTable {
  private final EventHub events;
  private final Map<UUID, TestNetwork> byUuid = new LinkedHashMap<>();
  private final NamedLock lock = new NamedLock(() -> "the networks");

  NetworkTable(EventHub events) {
    this.events = events;
  }

  /**
   * Asks something of the network of that name.
   *
   * @throws LibvirtException NO_NETWORK if it is not there
   */
  <R> R byName(String name, Function<TestNetwork, R> view) {
    return lock.during(() -> view.apply(requireByName(name)));
  }

  private TestNetwork requireByName(String name) {
    TestNetwork network = namesake(name);
    if (network == null) {
      throw LibvirtException.of(
          ErrorCode.NO_NETWORK, TEST, "no network with matching name '" + name + "'");
    }
    return network;
  }

  private @Nullable TestNetwork namesake(String name) {
    for (TestNetwork network : byUuid.values()) {
      if (network.name().equals(name)) {
        return network;
      }
    }
    return null;
  }

  /** Asks something of the network of that UUID. */
  <R> R byUuid(UUID uuid, Function<TestNetwork, R> view) {
    return lock.during(() -> {
      TestNetwork network = byUuid.get(uuid);
      if (network == null) {
        throw LibvirtException.of(
            ErrorCode.NO_NETWORK, TEST, "no network with matching uuid '" + uuid + "'");
      }
      return view.apply(network);
    });
  }

  /** What is asked of each network that matches. */
  <R> List<R> select(Predicate<TestNetwork> filter, Function<TestNetwork, R> view) {
    return lock.during(() -> byUuid.values().stream().filter(filter).map(view).toList());
  }

  /** Takes a definition that stays. */
  Network define(NetworkDefinition definition) {
    return lock.during(() -> {
      TestNetwork network = admit(definition);
      network.define(definition);
      return announce(network.handle(), NetworkEventTypes.DEFINED);
    });
  }

  /**
   * Starts a network with a definition that holds for this run only.
   *
   * @throws LibvirtException OPERATION_INVALID if it is active already
   */
  Network startOnce(NetworkDefinition definition) {
    return lock.during(() -> {
      TestNetwork network = admit(definition);
      network.replaceForOneRun(definition);
      network.start();
      return announce(network.handle(), NetworkEventTypes.STARTED);
    });
  }

  /** Starts a network that is defined. */
  void start(Network handle) {
    change(
        handle,
        network -> {
          network.requireInactive("Network '" + handle.name() + "' is already running");
          network.start();
          announce(network.handle(), NetworkEventTypes.STARTED);
        });
  }

  /** Stops a network, whether it runs or not; a transient one is no more. */
  void stop(Network handle) {
    change(
        handle,
        network -> {
          network.stop();
          if (!network.isPersistent()) {
            byUuid.remove(network.uuid());
          }
          announce(network.handle(), NetworkEventTypes.STOPPED);
        });
  }

  /** Forgets a network that does not run. */
  void undefine(Network handle) {
    change(
        handle,
        network -> {
          network.requireInactive("Network '" + handle.name() + "' is still running");
          byUuid.remove(network.uuid());
          announce(handle, NetworkEventTypes.UNDEFINED);
        });
  }

  /** Notes something down in the definitions that the flags mean. */
  void annotate(
      Network handle,
      int type,
      @Nullable String metadata,
      @Nullable String key,
      @Nullable String uri,
      int flags) {
    boolean _ =
        byUuid(
            handle.uuid(),
            network -> {
              network.edit(
                  flags,
                  definition ->
                      Metadata.OF_NETWORK.type(type).write(definition, metadata, key, uri));
              events.emit(new NetworkMetadataChangeEvent(network.handle(), type, uri));
              return true;
            });
  }

  private void change(Network handle, Consumer<TestNetwork> action) {
    boolean _ =
        byName(
            handle.name(),
            network -> {
              action.accept(network);
              return true;
            });
  }

  private TestNetwork admit(NetworkDefinition definition) {
    TestNetwork known = byUuid.get(definition.uuid());
    if (known != null) {
      if (!known.name().equals(definition.name())) {
        throw failed("network '" + known.name() + "' is already defined with uuid " + known.uuid());
      }
      return known;
    }
    TestNetwork namesake = namesake(definition.name());
    if (namesake != null) {
      throw failed(
          "network '" + definition.name() + "' already exists with uuid " + namesake.uuid());
    }
    TestNetwork fresh = new TestNetwork(definition);
    byUuid.put(definition.uuid(), fresh);
    return fresh;
  }

  private static LibvirtException failed(String detail) {
    return LibvirtException.of(ErrorCode.OPERATION_FAILED, NETWORK, detail);
  }

  private Network announce(Network handle, int event) {
    events.emit(new NetworkLifecycleEvent(handle, event, 0));
    return handle;
  }
}
