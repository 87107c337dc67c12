package org.jvirtd.driver.test;

import java.util.Objects;
import org.jvirtd.driver.storage.VolumeDefinition;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.protocol.storage.StorageVolumeInfo;

/** A volume of a pool. The lock of the pool's table guards it. */
final class TestVolume {
  private final TestPool pool;
  private final VolumeContents contents;
  private VolumeDefinition definition;

  TestVolume(TestPool pool, VolumeDefinition definition, VolumeBudget budget) {
    this.pool = pool;
    this.definition = definition;
    boolean raw = definition.isRaw();
    this.contents = new VolumeContents(budget, raw, raw ? definition.capacity() : 0);
  }

  /** What the volume holds; guards itself. */
  VolumeContents contents() {
    return contents;
  }

  void resize(long capacity, long allocation) {
    definition = definition.withSizes(capacity, allocation);
    contents.resize(capacity);
  }

  TestPool pool() {
    return pool;
  }

  VolumeDefinition definition() {
    return definition;
  }

  String name() {
    return definition.name();
  }

  String key() {
    return Objects.requireNonNull(definition.key());
  }

  String path() {
    return Objects.requireNonNull(definition.path());
  }

  /** How clients name this volume. */
  StorageVolume handle() {
    return new StorageVolume(pool.name(), name(), key());
  }

  StorageVolumeInfo info() {
    return new StorageVolumeInfo(
        pool.definition().type().volumeType(), definition.capacity(), definition.allocation());
  }
}
