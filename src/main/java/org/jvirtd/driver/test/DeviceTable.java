package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.NODEDEV;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.NamedLock;
import org.jvirtd.driver.nodedevice.Capability.FibreChannel;
import org.jvirtd.driver.nodedevice.CapabilityType;
import org.jvirtd.driver.nodedevice.NodeDeviceDefinition;
import org.jvirtd.driver.nodedevice.NodeDeviceDefinition.Parent;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.event.NodeDeviceEventTypes;
import org.jvirtd.protocol.event.NodeDeviceLifecycleEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/**
 * The devices of a world's host. One lock guards them all; their events are emitted under it, in
 * the order of the changes.
 */
final class DeviceTable {
  /** The adapter that virtual ones are made in the likeness of, and what each of them is called. */
  private static final String MODEL = "scsi_host11";

  private static final String MADE = "scsi_host12";

  private final EventHub events;
  private final Map<String, NodeDeviceDefinition> byName = new LinkedHashMap<>();
  private final NamedLock lock = new NamedLock(() -> "the devices of the host");

  DeviceTable(EventHub events) {
    this.events = events;
  }

  /** Adds a device, or replaces the one of that name, without telling anyone. */
  void add(NodeDeviceDefinition device) {
    NodeDeviceDefinition _ =
        lock.during(() -> {
          byName.put(device.name(), device);
          return device;
        });
  }

  /**
   * The device of that name.
   *
   * @throws LibvirtException NO_NODE_DEVICE if it is not there
   */
  NodeDeviceDefinition byName(String name) {
    return lock.during(() -> {
      NodeDeviceDefinition found = byName.get(name);
      if (found == null) {
        throw LibvirtException.of(
            ErrorCode.NO_NODE_DEVICE, TEST, "no node device with matching name '" + name + "'");
      }
      return found;
    });
  }

  /** The names of the devices that match. */
  List<String> select(Predicate<NodeDeviceDefinition> filter) {
    return lock.during(
        () -> byName.values().stream().filter(filter).map(NodeDeviceDefinition::name).toList());
  }

  /**
   * Makes a virtual adapter. As in libvirt's test driver there is one at most, and its parent is
   * always the same, whichever a client names; that one must only be able to have children.
   *
   * @throws LibvirtException INTERNAL_ERROR if the definition has no names for it, or its parent
   *     cannot be found or makes no ports
   */
  NodeDevice makeVirtualAdapter(NodeDeviceDefinition wanted) {
    return lock.during(() -> {
      FibreChannel names = wanted.fibreChannel();
      if (names == null) {
        throw notFibreChannel();
      }
      requireParent(wanted);
      return makeVirtualAdapter(names.wwnn(), names.wwpn());
    });
  }

  /** The same for a storage pool, which needs no parent for it. */
  NodeDevice makeVirtualAdapter(String wwnn, String wwpn) {
    return lock.during(() -> {
      NodeDeviceDefinition model = byName.get(MODEL);
      if (model == null) {
        throw LibvirtException.internal(
            TEST, "no device '" + MODEL + "' to make a virtual adapter like");
      }
      byName.put(MADE, model.asVirtualAdapter(MADE, wwnn, wwpn));
      return announce(MADE, NodeDeviceEventTypes.CREATED);
    });
  }

  /**
   * Takes the virtual adapter of a storage pool away: the one that there is.
   *
   * @throws LibvirtException NO_NODE_DEVICE if there is none
   */
  void removeVirtualAdapter() {
    NodeDevice _ =
        lock.during(() -> {
          byName(MADE);
          byName.remove(MADE);
          return announce(MADE, NodeDeviceEventTypes.DELETED);
        });
  }

  private static LibvirtException notFibreChannel() {
    return LibvirtException.internal(NODEDEV, "Device is not a fibre channel HBA");
  }

  private void requireParent(NodeDeviceDefinition wanted) {
    NodeDeviceDefinition parent = parentOf(wanted);
    if (parent == null) {
      throw LibvirtException.internal(
          NODEDEV,
          isNamed(wanted.parent())
              ? "Could not find parent device for '" + wanted.name() + "'"
              : "Could not find any vport capable device");
    }
    if (!parent.has(CapabilityType.VPORTS)) {
      throw LibvirtException.internal(
          NODEDEV, "Parent device " + parent.name() + " is not capable of vport operations");
    }
  }

  private static boolean isNamed(Parent parent) {
    return parent.name() != null || parent.wwnn() != null || parent.fabricWwn() != null;
  }

  private @Nullable NodeDeviceDefinition parentOf(NodeDeviceDefinition wanted) {
    Parent said = wanted.parent();
    if (said.name() != null) {
      return byName.get(said.name());
    }
    if (said.wwnn() != null) {
      return makerOfPorts(
          names -> names.wwnn().equals(said.wwnn()) && names.wwpn().equals(said.wwpn()), false);
    }
    String fabric = said.fabricWwn();
    if (fabric != null) {
      return makerOfPorts(names -> fabric.equals(names.fabricWwn()), true);
    }
    return byName.values().stream()
        .filter(device -> device.has(CapabilityType.VPORTS))
        .findFirst()
        .orElse(null);
  }

  private @Nullable NodeDeviceDefinition makerOfPorts(
      Predicate<FibreChannel> wanted, boolean withPorts) {
    for (NodeDeviceDefinition device : byName.values()) {
      FibreChannel names = device.fibreChannel();
      if (names != null
          && wanted.test(names)
          && (!withPorts || device.has(CapabilityType.VPORTS))) {
        return device;
      }
    }
    return null;
  }

  /**
   * Takes a virtual adapter away. As in libvirt's test driver the call succeeds for any device, but
   * does nothing to one that is none, or whose parent has gone.
   */
  void destroy(String name) {
    boolean _ =
        lock.during(() -> {
          NodeDeviceDefinition device = byName(name);
          String parent = device.parent().name();
          boolean virtual =
              device.fibreChannel() != null && parent != null && byName.containsKey(parent);
          if (virtual) {
            byName.remove(name);
            announce(name, NodeDeviceEventTypes.DELETED);
          }
          return virtual;
        });
  }

  private NodeDevice announce(String name, int event) {
    NodeDevice handle = new NodeDevice(name);
    events.emit(new NodeDeviceLifecycleEvent(handle, event, 0));
    return handle;
  }
}
