package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.STORAGE;
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
import org.jvirtd.driver.storage.PoolDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.storage.StoragePool;

/**
 * The storage pools of a world. One lock guards all of them and their volumes: what is done under
 * it is short, for nothing here is on a disk. Calls name a pool by its name, as libvirt's driver
 * looks for it, except for the few that it looks for by UUID.
 */
final class PoolTable {
  private final Map<String, TestPool> byName = new LinkedHashMap<>();
  private final VolumeBudget budget;
  private final NamedLock lock = new NamedLock(() -> "the storage pools");

  /**
   * @param budget what the contents of the volumes may take
   */
  PoolTable(VolumeBudget budget) {
    this.budget = budget;
  }

  /**
   * Does something with a pool.
   *
   * @throws LibvirtException NO_STORAGE_POOL if it is not there
   */
  <R> R with(String name, Function<TestPool, R> action) {
    return lock.during(() -> action.apply(named(name)));
  }

  /** The same by UUID. */
  <R> R with(UUID uuid, Function<TestPool, R> action) {
    return lock.during(() -> action.apply(identified(uuid)));
  }

  /**
   * Does something with a pool that is active.
   *
   * @throws LibvirtException NO_STORAGE_POOL if it is not there; OPERATION_INVALID if it is not
   *     active
   */
  <R> R withActive(String name, Function<TestPool, R> action) {
    return with(
        name,
        pool -> {
          if (!pool.isActive()) {
            throw LibvirtException.invalidOperation(
                TEST, "storage pool '" + name + "' is not active");
          }
          return action.apply(pool);
        });
  }

  /**
   * Does something to a pool that is not active.
   *
   * @throws LibvirtException NO_STORAGE_POOL if it is not there; OPERATION_INVALID if it is active
   */
  void changeInactive(String name, Consumer<TestPool> action) {
    change(
        name,
        pool -> {
          if (pool.isActive()) {
            throw LibvirtException.invalidOperation(TEST, "storage pool '" + name + "' is active");
          }
          action.accept(pool);
        });
  }

  /** Does something to a pool. */
  void change(String name, Consumer<TestPool> action) {
    lock.lock();
    try {
      action.accept(named(name));
    } finally {
      lock.unlock();
    }
  }

  private TestPool named(String name) {
    TestPool pool = byName.get(name);
    if (pool == null) {
      throw LibvirtException.of(
          ErrorCode.NO_STORAGE_POOL, TEST, "no storage pool with matching name '" + name + "'");
    }
    return pool;
  }

  private TestPool identified(UUID uuid) {
    TestPool pool = find(uuid);
    if (pool == null) {
      throw LibvirtException.of(
          ErrorCode.NO_STORAGE_POOL, TEST, "no storage pool with matching uuid '" + uuid + "'");
    }
    return pool;
  }

  private @Nullable TestPool find(UUID uuid) {
    return byName.values().stream().filter(pool -> pool.uuid().equals(uuid)).findAny().orElse(null);
  }

  /** Something of each pool that matches. */
  <R> List<R> select(Predicate<TestPool> filter, Function<TestPool, R> view) {
    return lock.during(() -> byName.values().stream().filter(filter).map(view).toList());
  }

  /** The first volume of an active pool that matches, null where there is none. */
  <R> @Nullable R findVolume(Predicate<TestVolume> filter, Function<TestVolume, R> view) {
    return lock.during(() ->
        byName.values().stream()
            .filter(TestPool::isActive)
            .flatMap(pool -> pool.volumes().stream())
            .filter(filter)
            .map(view)
            .findFirst()
            .orElse(null));
  }

  /** What is done to a pool that was admitted. */
  @FunctionalInterface
  interface Admitted {
    void accept(TestPool pool);
  }

  /**
   * Finds the pool that a definition describes, or makes it, and gives it the definition.
   *
   * @param start whether it is to be active, which it must not be yet
   * @throws LibvirtException OPERATION_FAILED if its name, its UUID or its storage is another's;
   *     OPERATION_INVALID if it is to be active and is
   */
  StoragePool admit(PoolDefinition definition, boolean start, Admitted action) {
    return lock.during(() -> {
      TestPool known = known(definition, start);
      TestPool pool = known == null ? new TestPool(definition, budget) : known;
      pool.redefine(definition);
      action.accept(pool);
      byName.put(pool.name(), pool);
      return pool.handle();
    });
  }

  /** Adds an active, persistent pool, without telling anyone. */
  StoragePool addActive(PoolDefinition definition) {
    return admit(
        definition,
        false,
        pool -> {
          pool.define();
          pool.start();
        });
  }

  private @Nullable TestPool known(PoolDefinition definition, boolean start) {
    for (TestPool pool : byName.values()) {
      if (pool.definition().conflictsWith(definition)) {
        throw failed("Storage source conflict with pool: '" + pool.name() + "'");
      }
    }
    TestPool pool = find(definition.uuid());
    if (pool == null) {
      TestPool namesake = byName.get(definition.name());
      if (namesake != null) {
        throw failed(
            "pool '" + definition.name() + "' already exists with uuid " + namesake.uuid());
      }
      return null;
    }
    if (!pool.name().equals(definition.name())) {
      throw failed("pool '" + pool.name() + "' is already defined with uuid " + pool.uuid());
    }
    if (start && pool.isActive()) {
      throw LibvirtException.invalidOperation(
          STORAGE, "pool is already active as '" + pool.name() + "'");
    }
    return pool;
  }

  private static LibvirtException failed(String detail) {
    return LibvirtException.of(ErrorCode.OPERATION_FAILED, STORAGE, detail);
  }

  /** Forgets a pool; the caller holds the lock. */
  void remove(TestPool pool) {
    byName.remove(pool.name());
    pool.discard();
  }

  /** Forgets all pools: their world is no more. */
  void clear() {
    lock.lock();
    try {
      byName.values().forEach(TestPool::discard);
      byName.clear();
    } finally {
      lock.unlock();
    }
  }
}
