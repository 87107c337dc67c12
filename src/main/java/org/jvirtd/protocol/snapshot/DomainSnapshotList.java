package org.jvirtd.protocol.snapshot;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Snapshots that match a filter. */
public record DomainSnapshotList(
    @XdrLimit(RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX) List<DomainSnapshot> snapshots, int count) {
  public DomainSnapshotList {
    snapshots = List.copyOf(snapshots);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static DomainSnapshotList of(List<DomainSnapshot> all, int needResults) {
    return new DomainSnapshotList(needResults == 0 ? List.of() : all, all.size());
  }
}
