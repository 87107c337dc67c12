package org.jvirtd.protocol.storage;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_storage_pool_list_all_volumes_ret}. */
public record StorageVolumeList(
    @XdrLimit(RemoteLimits.STORAGE_VOL_LIST_MAX) List<StorageVolume> volumes, int count) {
  public StorageVolumeList {
    volumes = List.copyOf(volumes);
  }
}
