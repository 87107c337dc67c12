package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/**
 * The network interfaces of a world's host, and the one change of them that may be under way. One
 * lock guards them all.
 *
 * <pre>
 *              begin                          commit: as it is now
 *   settled ───────────▶ change under way ──────────────────────────▶ settled
 *                                          rollback: as it was before
 * </pre>
 */
final class InterfaceTable {
  /** An interface, as it is at one moment. */
  record HostInterface(InterfaceDefinition definition, boolean active) {
    String name() {
      return definition.name();
    }

    private HostInterface withActive(boolean other) {
      return new HostInterface(definition, other);
    }
  }

  private final NamedLock lock = new NamedLock(() -> "the interfaces of the host");
  private Map<String, HostInterface> byName = new LinkedHashMap<>();

  /** The definitions from before the change that is under way; null when there is none. */
  private @Nullable List<InterfaceDefinition> before;

  /**
   * The interface of that name.
   *
   * @throws LibvirtException NO_INTERFACE if it is not there
   */
  HostInterface byName(String name) {
    return lock.during(() -> {
      HostInterface found = byName.get(name);
      if (found == null) {
        throw LibvirtException.of(
            ErrorCode.NO_INTERFACE, TEST, "no interface with matching name '" + name + "'");
      }
      return found;
    });
  }

  /** The interfaces that match. */
  List<HostInterface> select(Predicate<HostInterface> filter) {
    return lock.during(() -> byName.values().stream().filter(filter).toList());
  }

  /** Takes a definition; what was active remains so. */
  HostInterface define(InterfaceDefinition definition) {
    return lock.during(() -> {
      HostInterface known = byName.get(definition.name());
      HostInterface defined = new HostInterface(definition, known != null && known.active());
      byName.put(definition.name(), defined);
      return defined;
    });
  }

  void undefine(String name) {
    boolean _ = lock.during(() -> byName.remove(byName(name).name()) != null);
  }

  /**
   * Brings an interface up or down.
   *
   * @throws LibvirtException OPERATION_INVALID if it is so already
   */
  void setActive(String name, boolean active) {
    boolean _ =
        lock.during(() -> {
          HostInterface found = byName(name);
          if (found.active() == active) {
            throw LibvirtException.of(ErrorCode.OPERATION_INVALID, TEST, null);
          }
          byName.put(name, found.withActive(active));
          return true;
        });
  }

  /**
   * Begins a change.
   *
   * @throws LibvirtException OPERATION_INVALID if one is under way
   */
  void begin() {
    boolean _ =
        lock.during(() -> {
          if (before != null) {
            throw LibvirtException.invalidOperation(TEST, "there is another transaction running.");
          }
          List<InterfaceDefinition> definitions = new ArrayList<>(byName.size());
          byName.values().forEach(one -> definitions.add(one.definition()));
          before = definitions;
          return true;
        });
  }

  /** Ends the change under way: all remains as it is now. */
  void commit() {
    boolean _ =
        lock.during(() -> {
          requireUnderWay("no transaction running, nothing to be committed.");
          before = null;
          return true;
        });
  }

  /**
   * Ends the change under way: all is defined as it was before. As in libvirt's test driver, what
   * was active then is not brought up again.
   */
  void rollback() {
    boolean _ =
        lock.during(() -> {
          List<InterfaceDefinition> definitions =
              requireUnderWay("no transaction running, nothing to rollback.");
          Map<String, HostInterface> restored = new LinkedHashMap<>();
          definitions.forEach(one -> restored.put(one.name(), new HostInterface(one, false)));
          byName = restored;
          before = null;
          return true;
        });
  }

  private List<InterfaceDefinition> requireUnderWay(String otherwise) {
    List<InterfaceDefinition> definitions = before;
    if (definitions == null) {
      throw LibvirtException.invalidOperation(TEST, otherwise);
    }
    return definitions;
  }
}
