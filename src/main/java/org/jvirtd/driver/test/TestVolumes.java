package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jvirtd.driver.storage.StorageVolumeXml;
import org.jvirtd.driver.storage.VolumeDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.storage.StorageFlags.VolumeCreate;
import org.jvirtd.protocol.storage.StoragePool;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.protocol.storage.StorageVolumeInfo;
import org.jvirtd.protocol.storage.StorageVolumeList;
import org.jvirtd.protocol.storage.StorageVolumeProcedures;

/** Calls that find, make, and delete the volumes of active pools. */
interface TestVolumes extends InWorld, StorageVolumeProcedures {

  private PoolTable pools() {
    return world().pools();
  }

  /** Does something with a volume, holding the lock of the pools. */
  private <R> R with(StorageVolume volume, Function<TestVolume, R> action) {
    return pools().withActive(volume.pool(), pool -> action.apply(pool.volume(volume.name())));
  }

  @Override
  default int storagePoolNumOfVolumes(StoragePool pool) {
    return pools().withActive(pool.name(), one -> one.volumes().size());
  }

  @Override
  default List<String> storagePoolListVolumes(StoragePool pool, int maxNames) {
    Check.fits(
        maxNames, "maxnames", RemoteLimits.STORAGE_VOL_LIST_MAX, "REMOTE_STORAGE_VOL_LIST_MAX");
    List<String> names = pools().withActive(pool.name(), one -> one.volumes(TestVolume::name));
    return names.subList(0, Math.min(names.size(), maxNames));
  }

  @Override
  default StorageVolumeList storagePoolListAllVolumes(
      StoragePool pool, int needResults, int flags) {
    Check.flags(flags, 0, "testStoragePoolListAllVolumes");
    List<StorageVolume> found =
        pools()
            .with(
                pool.uuid(),
                one -> {
                  if (!one.isActive()) {
                    throw LibvirtException.invalidOperation(TEST, "storage pool is not active");
                  }
                  return one.volumes(TestVolume::handle);
                });
    TestPools.requireListable(found.size(), "storage_vols", RemoteLimits.STORAGE_VOL_LIST_MAX);
    return StorageVolumeList.of(found, needResults);
  }

  @Override
  default StorageVolume storageVolLookupByName(StoragePool pool, String name) {
    return pools().withActive(pool.name(), one -> one.volume(name).handle());
  }

  @Override
  default StorageVolume storageVolLookupByKey(String key) {
    return find(volume -> volume.key().equals(key), "key '" + key + "'");
  }

  @Override
  default StorageVolume storageVolLookupByPath(String path) {
    return find(volume -> volume.path().equals(path), "path '" + path + "'");
  }

  private StorageVolume find(Predicate<TestVolume> filter, String what) {
    StorageVolume found = pools().findVolume(filter, TestVolume::handle);
    if (found == null) {
      throw LibvirtException.of(
          ErrorCode.NO_STORAGE_VOL, TEST, "no storage vol with matching " + what);
    }
    return found;
  }

  @Override
  default StorageVolume storageVolCreateXml(StoragePool pool, String xml, int flags) {
    Check.flags(flags, VolumeCreate.VALIDATE, "testStorageVolCreateXML");
    return pools().withActive(pool.name(), one -> one.add(parse(one, xml, flags)).handle());
  }

  private static VolumeDefinition parse(TestPool pool, String xml, int flags) {
    boolean strict = (flags & VolumeCreate.VALIDATE) != 0;
    return StorageVolumeXml.parse(xml, pool.definition().type(), strict);
  }

  /** The volume that is copied is one of the same pool, whatever pool its handle names. */
  @Override
  default StorageVolume storageVolCreateXmlFrom(
      StoragePool pool, String xml, StorageVolume cloneVolume, int flags) {
    Check.flags(flags, VolumeCreate.VALIDATE, "testStorageVolCreateXMLFrom");
    return pools()
        .withActive(
            pool.name(),
            one -> {
              VolumeDefinition definition = parse(one, xml, flags);
              one.requireUnknown(definition);
              TestVolume original = one.volume(cloneVolume.name());
              TestVolume copy = one.add(definition);
              fill(copy, original);
              return copy.handle();
            });
  }

  private static void fill(TestVolume copy, TestVolume original) {
    boolean done = false;
    try {
      copy.contents().copy(original.contents());
      done = true;
    } finally {
      if (!done) {
        copy.pool().remove(copy);
      }
    }
  }

  @Override
  default void storageVolDelete(StorageVolume volume, int flags) {
    Check.flags(flags, 0, "testStorageVolDelete");
    with(
        volume,
        one -> {
          one.pool().remove(one);
          return one;
        });
  }

  @Override
  default StorageVolumeInfo storageVolGetInfo(StorageVolume volume) {
    return with(volume, TestVolume::info);
  }

  @Override
  default String storageVolGetXmlDesc(StorageVolume volume, int flags) {
    Check.flags(flags, 0, "testStorageVolGetXMLDesc");
    return with(volume, one -> StorageVolumeXml.format(one.definition()));
  }

  @Override
  default String storageVolGetPath(StorageVolume volume) {
    return with(volume, TestVolume::path);
  }
}
