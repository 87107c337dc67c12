package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.PoolDefinition;
import org.jvirtd.driver.storage.PoolType;
import org.jvirtd.driver.storage.StoragePoolXml;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.event.StoragePoolEventTypes;
import org.jvirtd.protocol.event.StoragePoolLifecycleEvent;
import org.jvirtd.protocol.event.StoragePoolRefreshEvent;
import org.jvirtd.protocol.storage.StorageFlags;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StoragePoolInfo;
import org.jvirtd.protocol.storage.StoragePoolList;
import org.jvirtd.protocol.storage.StoragePoolProcedures;
import org.jvirtd.protocol.storage.StorageVolume;

/** Calls that find, define, start, stop and forget storage pools. */
interface TestPools extends InWorld, StoragePoolProcedures {

  private PoolTable pools() {
    return world().pools();
  }

  /** Tells all connections of a change of a pool; the caller holds the lock of the pools. */
  private void announce(StoragePool pool, int event) {
    world().events().emit(new StoragePoolLifecycleEvent(pool, event, 0));
  }

  @Override
  default int connectNumOfStoragePools() {
    return pools().select(TestPool::isActive, TestPool::name).size();
  }

  @Override
  default int connectNumOfDefinedStoragePools() {
    return pools().select(pool -> !pool.isActive(), TestPool::name).size();
  }

  @Override
  default List<String> connectListStoragePools(int maxNames) {
    requireFits(maxNames);
    List<String> names = pools().select(TestPool::isActive, TestPool::name);
    return names.subList(0, Math.min(names.size(), maxNames));
  }

  @Override
  default List<String> connectListDefinedStoragePools(int maxNames) {
    requireFits(maxNames);
    List<String> names = pools().select(pool -> !pool.isActive(), TestPool::name);
    return names.subList(0, Math.min(names.size(), maxNames));
  }

  private static void requireFits(int max) {
    Check.fits(max, "maxnames", RemoteLimits.STORAGE_POOL_LIST_MAX, "REMOTE_STORAGE_POOL_LIST_MAX");
  }

  /**
   * @param needResults 0 if the client only wants to know how many, whatever the filter; so libvirt
   *     counts
   */
  @Override
  default StoragePoolList connectListAllStoragePools(int needResults, int flags) {
    Check.flags(flags, PoolFilter.ALL, "testConnectListAllStoragePools");
    int effective = needResults == 0 ? 0 : flags;
    List<StoragePool> found = pools().select(new PoolFilter(effective), TestPool::handle);
    requireListable(found.size(), "storage_pools", RemoteLimits.STORAGE_POOL_LIST_MAX);
    return StoragePoolList.of(found, needResults);
  }

  static void requireListable(int count, String what, int limit) {
    if (count > limit) {
      throw LibvirtException.internal(
          RPC, "Too many " + what + " '" + count + "' for limit '" + limit + "'");
    }
  }

  @Override
  default StoragePool storagePoolLookupByName(String name) {
    return pools().with(name, TestPool::handle);
  }

  @Override
  default StoragePool storagePoolLookupByUuid(UUID uuid) {
    return pools().with(uuid, TestPool::handle);
  }

  @Override
  default StoragePool storagePoolLookupByVolume(StorageVolume volume) {
    return storagePoolLookupByName(volume.pool());
  }

  @Override
  default int storagePoolIsActive(StoragePool pool) {
    return pools().with(pool.uuid(), TestPool::isActive) ? 1 : 0;
  }

  @Override
  default int storagePoolIsPersistent(StoragePool pool) {
    return pools().with(pool.uuid(), TestPool::isPersistent) ? 1 : 0;
  }

  @Override
  default StoragePoolInfo storagePoolGetInfo(StoragePool pool) {
    return pools().with(pool.name(), TestPool::info);
  }

  @Override
  default String storagePoolGetXmlDesc(StoragePool pool, int flags) {
    Check.flags(flags, 0, "testStoragePoolGetXMLDesc");
    return pools().with(pool.name(), TestPool::xml);
  }

  @Override
  default int storagePoolGetAutostart(StoragePool pool) {
    return pools().with(pool.name(), one -> one.isPersistent() && one.isAutostarted()) ? 1 : 0;
  }

  @Override
  default void storagePoolSetAutostart(StoragePool pool, int autostart) {
    pools().change(pool.name(), one -> one.setAutostart(autostart != 0));
  }

  @Override
  default StoragePool storagePoolDefineXml(String xml, int flags) {
    Check.flags(flags, StorageFlags.PoolDefine.VALIDATE, "testStoragePoolDefineXML");
    boolean strict = (flags & StorageFlags.PoolDefine.VALIDATE) != 0;
    PoolDefinition definition = StoragePoolXml.parse(xml, strict);
    return pools()
        .admit(
            definition,
            false,
            pool -> {
              pool.define();
              announce(pool.handle(), StoragePoolEventTypes.DEFINED);
            });
  }

  /** A pool that was defined becomes transient by it, and keeps its volumes: as in libvirt. */
  @Override
  default StoragePool storagePoolCreateXml(String xml, int flags) {
    Check.flags(flags, 0, "testStoragePoolCreateXML");
    PoolDefinition definition = StoragePoolXml.parse(xml, false);
    return pools()
        .admit(
            definition,
            true,
            pool -> {
              makeVirtualHost(pool);
              pool.startOnce();
              announce(pool.handle(), StoragePoolEventTypes.STARTED);
            });
  }

  private void makeVirtualHost(TestPool pool) {
    PoolDefinition.VirtualHost host = pool.definition().virtualHost();
    if (host != null) {
      world().devices().makeVirtualAdapter(host.wwnn(), host.wwpn());
    }
  }

  @Override
  default void storagePoolCreate(StoragePool pool, int flags) {
    Check.flags(flags, 0, "testStoragePoolCreate");
    pools()
        .changeInactive(
            pool.name(),
            one -> {
              one.start();
              announce(pool, StoragePoolEventTypes.STARTED);
            });
  }

  @Override
  default void storagePoolUndefine(StoragePool pool) {
    pools()
        .changeInactive(
            pool.name(),
            one -> {
              pools().remove(one);
              announce(pool, StoragePoolEventTypes.UNDEFINED);
            });
  }

  /** There is nothing to build; the event is all. */
  @Override
  default void storagePoolBuild(StoragePool pool, int flags) {
    Check.flags(flags, 0, "testStoragePoolBuild");
    pools().changeInactive(pool.name(), one -> announce(pool, StoragePoolEventTypes.CREATED));
  }

  @Override
  default void storagePoolDestroy(StoragePool pool) {
    pools()
        .withActive(
            pool.name(),
            one -> {
              one.stop();
              if (one.definition().virtualHost() != null) {
                // Where that fails the pool has stopped all the same, and nobody hears of it.
                world().devices().removeVirtualAdapter();
              }
              if (!one.isPersistent()) {
                pools().remove(one);
              }
              announce(one.handle(), StoragePoolEventTypes.STOPPED);
              return one;
            });
  }

  /** There is nothing to delete; the event is all. */
  @Override
  default void storagePoolDelete(StoragePool pool, int flags) {
    Check.flags(flags, 0, "testStoragePoolDelete");
    pools().changeInactive(pool.name(), one -> announce(pool, StoragePoolEventTypes.DELETED));
  }

  @Override
  default void storagePoolRefresh(StoragePool pool, int flags) {
    Check.flags(flags, 0, "testStoragePoolRefresh");
    pools()
        .withActive(
            pool.name(),
            one -> {
              world().events().emit(new StoragePoolRefreshEvent(pool));
              return one;
            });
  }

  @Override
  default String connectFindStoragePoolSources(String type, @Nullable String srcSpec, int flags) {
    Check.flags(flags, 0, "testConnectFindStoragePoolSources");
    PoolType known = PoolType.of(type).orElse(null);
    if (known == PoolType.DIR) {
      // libvirt's check for unknown types hits the first one of its table, and no other.
      throw LibvirtException.internal(TEST, "unknown storage pool type " + type);
    }
    if (known == null && srcSpec != null) {
      throw LibvirtException.internal(STORAGE, "missing backend for pool type -1");
    }
    String host =
        known == null || srcSpec == null ? null : StoragePoolXml.sourceHost(srcSpec, known);
    if (known == PoolType.LOGICAL) {
      return ImaginarySources.LOGICAL;
    }
    if (known == PoolType.NETFS) {
      if (host == null) {
        throw LibvirtException.of(
            ErrorCode.INVALID_ARG, TEST, "hostname must be specified for netfs sources");
      }
      return ImaginarySources.ofServer(host);
    }
    throw LibvirtException.notSupported(
        TEST, "pool type '" + type + "' does not support source discovery");
  }
}
