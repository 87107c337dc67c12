package org.jvirtd.protocol.storage;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_storage_pools_ret}. */
public record StoragePoolList(
    @XdrLimit(RemoteLimits.STORAGE_POOL_LIST_MAX) List<StoragePool> pools, int count) {
  public StoragePoolList {
    pools = List.copyOf(pools);
  }
}
