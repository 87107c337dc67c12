package org.jvirtd.protocol.storage;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The volumes of a pool. */
public record StorageVolumeList(
    @XdrLimit(RemoteLimits.STORAGE_VOL_LIST_MAX) List<StorageVolume> volumes, int count) {
  public StorageVolumeList {
    volumes = List.copyOf(volumes);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static StorageVolumeList of(List<StorageVolume> all, int needResults) {
    return new StorageVolumeList(needResults == 0 ? List.of() : all, all.size());
  }
}
