package org.jvirtd.protocol.checkpoint;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Checkpoints that match a filter. */
public record DomainCheckpointList(
    @XdrLimit(RemoteLimits.DOMAIN_CHECKPOINT_LIST_MAX) List<DomainCheckpoint> checkpoints,
    int count) {
  public DomainCheckpointList {
    checkpoints = List.copyOf(checkpoints);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static DomainCheckpointList of(List<DomainCheckpoint> all, int needResults) {
    return new DomainCheckpointList(needResults == 0 ? List.of() : all, all.size());
  }
}
