package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Statistics of the host's memory, or how many there are. */
public record NodeMemoryStats(
    @XdrLimit(RemoteLimits.NODE_MEMORY_STATS_MAX) List<NodeMemoryStat> params, int paramCount) {
  public NodeMemoryStats {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many statistics. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   */
  public static NodeMemoryStats of(List<NodeMemoryStat> all, int requested) {
    return requested == 0
        ? new NodeMemoryStats(List.of(), all.size())
        : new NodeMemoryStats(all.subList(0, Math.min(all.size(), requested)), 0);
  }
}
