package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.connect.NodeCpuMap;
import org.jvirtd.protocol.connect.NodeCpuStat;
import org.jvirtd.protocol.connect.NodeCpuStats;
import org.jvirtd.protocol.connect.NodeInfo;
import org.jvirtd.protocol.connect.NodeProcedures;
import org.jvirtd.protocol.connect.NodeSecurityModel;

/** What a client asks of the imaginary host. */
interface TestNode extends InWorld, NodeProcedures {
  /** Nanoseconds since the host's start, the same for every CPU: libvirt's figures. */
  List<NodeCpuStat> CPU_STATS =
      List.of(
          new NodeCpuStat("user", 9_797_400_000L),
          new NodeCpuStat("kernel", 34_678_723_400_000L),
          new NodeCpuStat("idle", 87_264_900_000L),
          new NodeCpuStat("iowait", 763_600_000L));

  @Override
  default NodeInfo nodeGetInfo() {
    NodeFacts node = world().node();
    return new NodeInfo(
        node.model(),
        node.memoryKib(),
        node.cpus(),
        node.mhz(),
        node.nodes(),
        node.sockets(),
        node.cores(),
        node.threads());
  }

  /** The free memory of the cells, summed up: KiB, where other drivers mean bytes. */
  @Override
  default long nodeGetFreeMemory() {
    return world().node().cells().stream().mapToLong(NodeFacts.Cell::freeKib).sum();
  }

  /** The cells' memory, not what is free of it: so does libvirt's driver. */
  @Override
  default long[] nodeGetCellsFreeMemory(int startCell, int maxCells) {
    Check.positive(maxCells, "maxCells", "virNodeGetCellsFreeMemory");
    Check.nonNegative(startCell, "startCell", "virNodeGetCellsFreeMemory");
    List<NodeFacts.Cell> cells = world().node().cells();
    if (startCell >= cells.size()) {
      throw LibvirtException.of(ErrorCode.INVALID_ARG, TEST, "Range exceeds available cells");
    }
    return cells.stream()
        .skip(startCell)
        .limit(maxCells)
        .mapToLong(NodeFacts.Cell::memoryKib)
        .toArray();
  }

  @Override
  default NodeSecurityModel nodeGetSecurityModel() {
    return new NodeSecurityModel(CapabilitiesXml.SECURITY_MODEL, "");
  }

  /**
   * @param paramCount how many figures the client has room for; 0 asks how many there are
   */
  @Override
  default NodeCpuStats nodeGetCpuStats(int cpuNum, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.NODE_CPU_STATS_MAX);
    Check.flags(flags, 0, "testNodeGetCPUStats");
    List<NodeCpuStat> stats = CPU_STATS.stream().limit(paramCount).toList();
    return new NodeCpuStats(stats, paramCount == 0 ? CPU_STATS.size() : stats.size());
  }

  /** Eight CPUs, of which three are there: libvirt's map has little to do with its host. */
  @Override
  default NodeCpuMap nodeGetCpuMap(int needMap, int needOnline, int flags) {
    Check.flags(flags, 0, "testNodeGetCPUMap");
    byte[] map = needMap != 0 ? new byte[] {0b10101} : new byte[0];
    return new NodeCpuMap(map, needOnline != 0 ? 3 : 0, 8);
  }

  /**
   * The free pages of each size, cell by cell: libvirt's made-up series. Its own daemon never
   * delivers them, since the driver forgets to say how many they are.
   */
  @Override
  default long[] nodeGetFreePages(int[] pages, int startCell, int cellCount, int flags) {
    long wanted = (long) pages.length * Integer.toUnsignedLong(cellCount);
    if (wanted > RemoteLimits.NODE_MAX_CELLS) {
      throw LibvirtException.internal(RPC, "the result won't fit into REMOTE_NODE_MAX_CELLS");
    }
    Check.nonZero(pages.length, "npages", "virNodeGetFreePages");
    Check.nonZero(cellCount, "cellCount", "virNodeGetFreePages");
    Check.flags(flags, 0, "testNodeGetFreePages");
    long[] counts = new long[(int) wanted];
    // The series is libvirt's 32-bit one, so it wraps where that does.
    int value = 6;
    for (int i = 0; i < counts.length; i++) {
      value = value * 2 + 7;
      counts[i] = value;
    }
    return counts;
  }
}
