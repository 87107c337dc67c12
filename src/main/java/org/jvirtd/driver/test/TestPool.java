package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.PoolDefinition;
import org.jvirtd.driver.storage.StoragePoolXml;
import org.jvirtd.driver.storage.VolumeDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.storage.StorageFlags;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StoragePoolInfo;

/**
 * A storage pool of the test hypervisor: its definition, its state, its sizes and its volumes. The
 * lock of its {@link PoolTable} guards it.
 */
final class TestPool {
  /** The size of every pool: 100 GiB. */
  static final long CAPACITY = 100L << 30;

  private final Map<String, TestVolume> volumes = new LinkedHashMap<>();
  private final VolumeBudget budget;
  private PoolDefinition definition;
  private Standing standing = Standing.GONE;
  private boolean autostart;
  private long allocation;

  TestPool(PoolDefinition definition, VolumeBudget budget) {
    this.definition = definition;
    this.budget = budget;
  }

  PoolDefinition definition() {
    return definition;
  }

  String name() {
    return definition.name();
  }

  UUID uuid() {
    return definition.uuid();
  }

  /** How clients name this pool. */
  StoragePool handle() {
    return new StoragePool(name(), uuid());
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
    if (!isPersistent()) {
      throw LibvirtException.of(ErrorCode.INVALID_ARG, TEST, "pool has no config file");
    }
    this.autostart = autostart;
  }

  /**
   * Takes another definition, unless the pool is active: then it stays what it is, as in libvirt,
   * whose driver never uses the new one. Either way all of the pool's space counts as free again.
   */
  void redefine(PoolDefinition other) {
    if (!isActive()) {
      definition = other;
    }
    allocation = 0;
  }

  void define() {
    standing = standing.defined();
  }

  void start() {
    standing = standing.started();
  }

  /** Starts a pool that is gone when it stops, whatever it was before. */
  void startOnce() {
    standing = Standing.TRANSIENT;
  }

  void stop() {
    standing = standing.stopped();
  }

  /** The pool's state and sizes. */
  StoragePoolInfo info() {
    return new StoragePoolInfo(
        isActive() ? StorageFlags.PoolState.RUNNING : StorageFlags.PoolState.INACTIVE,
        CAPACITY,
        allocation,
        CAPACITY - allocation);
  }

  String xml() {
    return StoragePoolXml.format(definition, CAPACITY, allocation);
  }

  Collection<TestVolume> volumes() {
    return volumes.values();
  }

  /** Something of each volume. */
  <R> List<R> volumes(Function<TestVolume, R> view) {
    List<R> views = new ArrayList<>(volumes.size());
    volumes.values().forEach(volume -> views.add(view.apply(volume)));
    return views;
  }

  @Nullable TestVolume find(String volume) {
    return volumes.get(volume);
  }

  /**
   * @throws LibvirtException NO_STORAGE_VOL if there is no volume of that name
   */
  TestVolume volume(String volume) {
    TestVolume known = volumes.get(volume);
    if (known == null) {
      throw LibvirtException.of(
          ErrorCode.NO_STORAGE_VOL, TEST, "no storage vol with matching name '" + volume + "'");
    }
    return known;
  }

  /**
   * Adds a volume, and takes its allocation from the pool's space.
   *
   * @throws LibvirtException OPERATION_FAILED if the name is taken; INTERNAL_ERROR if there is too
   *     little space, or the key or the path is another volume's
   */
  TestVolume add(VolumeDefinition volume) {
    requireUnknown(volume);
    requireSpace(volume);
    String path = definition.volumePath(volume.name());
    return admit(volume.at(path, path));
  }

  void requireUnknown(VolumeDefinition volume) {
    if (volumes.containsKey(volume.name())) {
      throw LibvirtException.of(ErrorCode.OPERATION_FAILED, TEST, "storage vol already exists");
    }
  }

  private void requireSpace(VolumeDefinition volume) {
    if (Long.compareUnsigned(allocation + volume.allocation(), CAPACITY) > 0) {
      throw LibvirtException.internal(
          TEST, "Not enough free space in pool for volume '" + volume.name() + "'");
    }
  }

  /** Adds a volume with the key and the path that it may have already, whatever the space. */
  TestVolume addAsItIs(VolumeDefinition volume) {
    String path = Objects.requireNonNullElse(volume.path(), definition.volumePath(volume.name()));
    return admit(volume.at(path, Objects.requireNonNullElse(volume.key(), path)));
  }

  private TestVolume admit(VolumeDefinition definition) {
    TestVolume volume = new TestVolume(this, definition, budget);
    boolean taken =
        volumes.values().stream()
            .anyMatch(other ->
                other.name().equals(volume.name())
                    || other.key().equals(volume.key())
                    || other.path().equals(volume.path()));
    if (taken) {
      throw LibvirtException.internal(
          STORAGE,
          "a volume with the name, the key or the path of '"
              + volume.name()
              + "' is there already");
    }
    volumes.put(volume.name(), volume);
    allocation += definition.allocation();
    return volume;
  }

  /**
   * Gives a volume another capacity.
   *
   * @param allocate whether all of it is taken from the pool's space
   * @throws LibvirtException OPERATION_FAILED if there is too little space
   */
  void resize(TestVolume volume, long capacity, boolean allocate) {
    long allocated = volume.definition().allocation();
    long more = allocate ? capacity - allocated : 0;
    if (Long.compareUnsigned(more, CAPACITY - allocation) > 0) {
      throw LibvirtException.of(
          ErrorCode.OPERATION_FAILED, STORAGE, "Not enough space left in storage pool");
    }
    volume.resize(capacity, allocated + more);
    allocation += more;
  }

  /** The pool is no more: gives the memory of its volumes back. */
  void discard() {
    volumes.values().forEach(volume -> volume.contents().discard());
  }

  /** Forgets a volume, and gives its allocation back. */
  void remove(TestVolume volume) {
    volumes.remove(volume.name());
    volume.contents().discard();
    allocation -= volume.definition().allocation();
  }
}
