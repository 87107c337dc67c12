package org.jvirtd.driver.test;

import java.util.Objects;
import org.jvirtd.driver.storage.VolumeDefinition;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.protocol.storage.StorageVolumeInfo;

/** A volume of a pool. The lock of the pool's table guards it. */
final class TestVolume {
  private final TestPool pool;
  private VolumeDefinition definition;

  TestVolume(TestPool pool, VolumeDefinition definition) {
    this.pool = pool;
    this.definition = definition;
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
