package org.jvirtd.protocol.snapshot;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_list_all_snapshots_ret}. */
public record DomainSnapshotList(
    @XdrLimit(RemoteLimits.DOMAIN_SNAPSHOT_LIST_MAX) List<DomainSnapshot> snapshots, int count) {
  public DomainSnapshotList {
    snapshots = List.copyOf(snapshots);
  }
}
