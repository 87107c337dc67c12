package org.jvirtd.protocol.storage;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Storage pools that match a filter. */
public record StoragePoolList(
    @XdrLimit(RemoteLimits.STORAGE_POOL_LIST_MAX) List<StoragePool> pools, int count) {
  public StoragePoolList {
    pools = List.copyOf(pools);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static StoragePoolList of(List<StoragePool> all, int needResults) {
    return new StoragePoolList(needResults == 0 ? List.of() : all, all.size());
  }
}
