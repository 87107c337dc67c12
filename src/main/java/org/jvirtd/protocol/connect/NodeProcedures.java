package org.jvirtd.protocol.connect;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** The machine that a hypervisor runs on: processors, memory, pages, security model. */
@ReportsAs(DOMAIN)
public interface NodeProcedures {
  @Procedure(value = 6, priority = HIGH, api = "virNodeGetInfo")
  default NodeInfo nodeGetInfo() {
    throw notSupported(DOMAIN, "virNodeGetInfo");
  }

  @Procedure(value = 101, priority = HIGH, api = "virNodeGetCellsFreeMemory")
  @XdrLimit(RemoteLimits.NODE_MAX_CELLS)
  default long[] nodeGetCellsFreeMemory(int startCell, int maxCells) {
    throw notSupported(DOMAIN, "virNodeGetCellsFreeMemory");
  }

  @Procedure(value = 102, priority = HIGH, api = "virNodeGetFreeMemory")
  default long nodeGetFreeMemory() {
    throw notSupported(DOMAIN, "virNodeGetFreeMemory");
  }

  @Procedure(value = 122, priority = HIGH, api = "virNodeGetSecurityModel")
  default NodeSecurityModel nodeGetSecurityModel() {
    throw notSupported(DOMAIN, "virNodeGetSecurityModel");
  }

  @Procedure(value = 227, priority = HIGH, api = "virNodeGetCPUStats")
  default NodeCpuStats nodeGetCpuStats(int cpuNum, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virNodeGetCPUStats");
  }

  @Procedure(value = 228, priority = HIGH, api = "virNodeGetMemoryStats")
  default NodeMemoryStats nodeGetMemoryStats(int paramCount, int cellNum, int flags) {
    throw notSupported(DOMAIN, "virNodeGetMemoryStats");
  }

  @Procedure(value = 250, api = "virNodeSuspendForDuration", access = WRITE)
  default void nodeSuspendForDuration(int target, long duration, int flags) {
    throw notSupported(DOMAIN, "virNodeSuspendForDuration");
  }

  @Procedure(value = 288, api = "virNodeSetMemoryParameters", access = WRITE)
  default void nodeSetMemoryParameters(
      @XdrLimit(RemoteLimits.NODE_MEMORY_PARAMETERS_MAX) List<TypedParameter> params, int flags) {
    throw notSupported(DOMAIN, "virNodeSetMemoryParameters");
  }

  @Procedure(value = 289, api = "virNodeGetMemoryParameters")
  default NodeMemoryParameters nodeGetMemoryParameters(int paramCount, int flags) {
    throw notSupported(DOMAIN, "virNodeGetMemoryParameters");
  }

  @Procedure(value = 293, api = "virNodeGetCPUMap")
  default NodeCpuMap nodeGetCpuMap(int needMap, int needOnline, int flags) {
    throw notSupported(DOMAIN, "virNodeGetCPUMap");
  }

  @Procedure(value = 340, priority = HIGH, api = "virNodeGetFreePages")
  @XdrLimit(RemoteLimits.NODE_MAX_CELLS)
  default long[] nodeGetFreePages(
      @XdrLimit(RemoteLimits.NODE_MAX_CELLS) int[] pages, int startCell, int cellCount, int flags) {
    throw notSupported(DOMAIN, "virNodeGetFreePages");
  }

  @Procedure(value = 347, api = "virNodeAllocPages", access = WRITE)
  default int nodeAllocPages(
      @XdrLimit(RemoteLimits.NODE_MAX_CELLS) int[] pageSizes,
      @XdrLimit(RemoteLimits.NODE_MAX_CELLS) long[] pageCounts,
      int startCell,
      int cellCount,
      int flags) {
    throw notSupported(DOMAIN, "virNodeAllocPages");
  }

  @Procedure(value = 395, api = "virNodeGetSEVInfo", access = WRITE)
  default NodeSevInfo nodeGetSevInfo(int paramCount, int flags) {
    throw notSupported(DOMAIN, "virNodeGetSEVInfo");
  }
}
