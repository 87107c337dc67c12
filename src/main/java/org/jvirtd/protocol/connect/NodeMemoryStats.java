package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_memory_stats_ret}. */
public record NodeMemoryStats(
    @XdrLimit(RemoteLimits.NODE_MEMORY_STATS_MAX) List<NodeMemoryStat> params, int paramCount) {
  public NodeMemoryStats {
    params = List.copyOf(params);
  }
}
