package org.jvirtd.protocol.checkpoint;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_list_all_checkpoints_ret}. */
public record DomainCheckpointList(
    @XdrLimit(RemoteLimits.DOMAIN_CHECKPOINT_LIST_MAX) List<DomainCheckpoint> checkpoints,
    int count) {
  public DomainCheckpointList {
    checkpoints = List.copyOf(checkpoints);
  }
}
