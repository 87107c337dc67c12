package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.STORAGE;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.function.Function;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.storage.StorageFlags.VolumeDownload;
import org.jvirtd.protocol.storage.StorageFlags.VolumeResize;
import org.jvirtd.protocol.storage.StorageFlags.VolumeUpload;
import org.jvirtd.protocol.storage.StorageFlags.VolumeWipe;
import org.jvirtd.protocol.storage.StorageVolume;
import org.jvirtd.protocol.storage.StorageVolumeProcedures;
import org.jvirtd.rpc.Stream;

/**
 * Calls about what volumes hold. libvirt's test driver has none of them; these follow the rules of
 * libvirt's storage driver.
 */
interface TestVolumeContents extends InWorld, StorageVolumeProcedures {

  private <R> R with(StorageVolume volume, Function<TestVolume, R> action) {
    return world()
        .pools()
        .withActive(volume.pool(), pool -> action.apply(pool.volume(volume.name())));
  }

  @Override
  default void storageVolUpload(
      StorageVolume volume, Stream stream, long offset, long length, int flags) {
    Check.flags(flags, VolumeUpload.SPARSE_STREAM, "testStorageVolUpload");
    stream.receiveInto(new VolumeWriter(with(volume, TestVolume::contents), offset, length));
  }

  @Override
  default void storageVolDownload(
      StorageVolume volume, Stream stream, long offset, long length, int flags) {
    Check.flags(flags, VolumeDownload.SPARSE_STREAM, "testStorageVolDownload");
    VolumeContents contents = with(volume, TestVolume::contents);
    stream.sendFrom(new VolumeReader(contents, offset, length, stream.isSparse()));
  }

  @Override
  default void storageVolWipe(StorageVolume volume, int flags) {
    storageVolWipePattern(volume, VolumeWipe.ZERO, flags);
  }

  /** Whatever the algorithm writes, zeroes are what remains to be read here. */
  @Override
  default void storageVolWipePattern(StorageVolume volume, int algorithm, int flags) {
    Check.flags(flags, 0, "testStorageVolWipePattern");
    if (algorithm < VolumeWipe.ZERO || algorithm > VolumeWipe.TRIM) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          STORAGE,
          "wiping algorithm " + Integer.toUnsignedString(algorithm) + " not supported");
    }
    with(volume, TestVolume::contents).wipe();
  }

  @Override
  default void storageVolResize(StorageVolume volume, long capacity, int flags) {
    Check.flags(
        flags,
        VolumeResize.ALLOCATE | VolumeResize.DELTA | VolumeResize.SHRINK,
        "testStorageVolResize");
    boolean shrinks = (flags & VolumeResize.SHRINK) != 0;
    boolean _ =
        with(
            volume,
            one -> {
              long now = one.definition().capacity();
              long wanted =
                  (flags & VolumeResize.DELTA) == 0 ? capacity : sum(now, capacity, shrinks);
              requireAllowed(one, wanted, shrinks);
              one.pool().resize(one, wanted, (flags & VolumeResize.ALLOCATE) != 0);
              return true;
            });
  }

  private static long sum(long now, long change, boolean shrinks) {
    if (shrinks) {
      return Long.compareUnsigned(change, now) > 0 ? 0 : now - change;
    }
    return now + change;
  }

  private static void requireAllowed(TestVolume volume, long wanted, boolean shrinks) {
    if (wanted < 0) {
      throw LibvirtException.of(
          ErrorCode.OVERFLOW, TEST, "value too large: " + Long.toUnsignedString(wanted));
    }
    if (wanted < volume.definition().allocation()) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, STORAGE, "can't shrink capacity below existing allocation");
    }
    if (wanted < volume.definition().capacity() && !shrinks) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          STORAGE,
          "Can't shrink capacity below current capacity unless shrink flag explicitly specified");
    }
  }
}
