package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_cpu_stats_ret}. */
public record NodeCpuStats(
    @XdrLimit(RemoteLimits.NODE_CPU_STATS_MAX) List<NodeCpuStat> params, int paramCount) {
  public NodeCpuStats {
    params = List.copyOf(params);
  }
}
