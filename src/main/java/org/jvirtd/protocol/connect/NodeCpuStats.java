package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Statistics of the host's processors, or how many there are. */
public record NodeCpuStats(
    @XdrLimit(RemoteLimits.NODE_CPU_STATS_MAX) List<NodeCpuStat> params, int paramCount) {
  public NodeCpuStats {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many statistics. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   */
  public static NodeCpuStats of(List<NodeCpuStat> all, int requested) {
    return requested == 0
        ? new NodeCpuStats(List.of(), all.size())
        : new NodeCpuStats(all.subList(0, Math.min(all.size(), requested)), 0);
  }
}
