package org.jvirtd.driver.storage;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.PoolType.SourcePart;
import org.jvirtd.driver.xml.Element;

/**
 * What a storage pool is: complete, checked, and never changed. Its sizes are no part of it: they
 * belong to the pool's state. Any thread may use it.
 */
public final class PoolDefinition {
  private final Element root;
  private final PoolType type;
  private final String name;
  private final UUID uuid;

  PoolDefinition(Element root, PoolType type) {
    this.root = root.freeze();
    this.type = type;
    this.name = Objects.requireNonNull(Parts.text(root, "name"), "name");
    this.uuid = UUID.fromString(Objects.requireNonNull(Parts.text(root, "uuid"), "uuid"));
  }

  Element root() {
    return root;
  }

  public PoolType type() {
    return type;
  }

  public String name() {
    return name;
  }

  public UUID uuid() {
    return uuid;
  }

  /** Where the pool's volumes lie on this host; null for pools that lie elsewhere. */
  public @Nullable String targetPath() {
    Element target = root.child("target");
    return target == null ? null : Parts.text(target, "path");
  }

  /** The path that a volume of that name has; libvirt writes a path that is missing like this. */
  public String volumePath(String volume) {
    String target = targetPath();
    return (target == null ? "(null)" : target) + "/" + volume;
  }

  /**
   * The Fibre Channel host that the pool makes while it is active.
   *
   * @param wwnn node name
   * @param wwpn port name
   */
  public record VirtualHost(String wwnn, String wwpn) {}

  /** The virtual host of the pool, null where it needs none. */
  public @Nullable VirtualHost virtualHost() {
    Element adapter = source().child("adapter");
    if (adapter == null || !adapter.is("type", Adapter.FC_HOST)) {
      return null;
    }
    return new VirtualHost(adapter.get("wwnn", ""), adapter.get("wwpn", ""));
  }

  Element source() {
    return Objects.requireNonNull(root.child("source"), "source");
  }

  /** Whether two pools of different names would use the same storage. */
  public boolean conflictsWith(PoolDefinition other) {
    if (name.equals(other.name)) {
      return false;
    }
    return switch (type) {
      case DIR -> type == other.type && Objects.equals(targetPath(), other.targetPath());
      case GLUSTER ->
          type == other.type
              && sourceName().equals(other.sourceName())
              && sourceFolder().equals(other.sourceFolder())
              && sameHost(other);
      case NETFS ->
          type == other.type && sourceFolder().equals(other.sourceFolder()) && sameHost(other);
      case SCSI -> type == other.type && sameAdapter(other);
      case ISCSI -> other.type == PoolType.ISCSI && sharesDevice(other) && sameInitiator(other);
      case FS, LOGICAL, DISK, ZFS -> other.usesDevices() && sharesDevice(other);
      case SHEEPDOG -> type == other.type && sameHost(other);
      case MPATH -> type == other.type;
      case VSTORAGE -> type == other.type && sourceName().equals(other.sourceName());
      case ISCSI_DIRECT, RBD -> false;
    };
  }

  private boolean usesDevices() {
    return type.has(SourcePart.DEVICE) && type != PoolType.ISCSI && type != PoolType.ISCSI_DIRECT;
  }

  private String sourceName() {
    return Objects.requireNonNullElse(Parts.text(source(), "name"), "");
  }

  private String sourceFolder() {
    return Objects.requireNonNullElse(source().valueAt("path", "dir"), "");
  }

  private boolean sameAdapter(PoolDefinition other) {
    Element adapter = source().child("adapter");
    Element otherAdapter = other.source().child("adapter");
    return adapter != null && otherAdapter != null && Adapter.same(adapter, otherAdapter);
  }

  private boolean sameInitiator(PoolDefinition other) {
    return Objects.equals(
        source().valueAt("name", "initiator", "iqn"),
        other.source().valueAt("name", "initiator", "iqn"));
  }

  private boolean sharesDevice(PoolDefinition other) {
    return source().children("device").stream()
        .anyMatch(device ->
            other.source().children("device").stream()
                .anyMatch(one -> Objects.equals(one.get("path"), device.get("path"))));
  }

  /** Hosts are compared where at least one of the pools has only one; a port of 0 is any. */
  private boolean sameHost(PoolDefinition other) {
    List<Element> hosts = source().children("host");
    List<Element> otherHosts = other.source().children("host");
    if (hosts.isEmpty() || otherHosts.isEmpty() || (hosts.size() != 1 && otherHosts.size() != 1)) {
      return false;
    }
    Element host = hosts.getFirst();
    Element otherHost = otherHosts.getFirst();
    boolean samePort =
        !otherHost.has("port") || Objects.equals(host.get("port"), otherHost.get("port"));
    return samePort && Objects.equals(host.get("name"), otherHost.get("name"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PoolDefinition definition && root.equals(definition.root);
  }

  @Override
  public int hashCode() {
    return uuid.hashCode();
  }

  @Override
  public String toString() {
    return "PoolDefinition[" + name + ", " + uuid + "]";
  }
}
