package org.jvirtd.protocol.domain;

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

/**
 * A domain's memory, processors, threads and schedulers: sizes, placement, parameters, statistics.
 */
@ReportsAs(DOMAIN)
public interface DomainTuningProcedures {
  @Procedure(value = 17, priority = HIGH, api = "virDomainGetMaxMemory")
  default long domainGetMaxMemory(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetMaxMemory");
  }

  @Procedure(value = 18, priority = HIGH, api = "virDomainGetMaxVcpus")
  default int domainGetMaxVcpus(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetMaxVcpus");
  }

  @Procedure(value = 20, priority = HIGH, api = "virDomainGetVcpus")
  default DomainVcpus domainGetVcpus(Domain domain, int maxInfo, int mapLength) {
    throw notSupported(DOMAIN, "virDomainGetVcpus");
  }

  @Procedure(value = 26, api = "virDomainPinVcpu", access = WRITE)
  default void domainPinVcpu(
      Domain domain, int vcpu, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap) {
    throw notSupported(DOMAIN, "virDomainPinVcpu");
  }

  @Procedure(value = 30, priority = HIGH, api = "virDomainSetMaxMemory", access = WRITE)
  default void domainSetMaxMemory(Domain domain, long memory) {
    throw notSupported(DOMAIN, "virDomainSetMaxMemory");
  }

  @Procedure(value = 31, api = "virDomainSetMemory", access = WRITE)
  default void domainSetMemory(Domain domain, long memory) {
    throw notSupported(DOMAIN, "virDomainSetMemory");
  }

  @Procedure(value = 32, api = "virDomainSetVcpus", access = WRITE)
  default void domainSetVcpus(Domain domain, int vcpus) {
    throw notSupported(DOMAIN, "virDomainSetVcpus");
  }

  @Procedure(value = 56, api = "virDomainGetSchedulerType")
  default DomainSchedulerType domainGetSchedulerType(Domain domain) {
    throw notSupported(DOMAIN, "virDomainGetSchedulerType");
  }

  @Procedure(value = 57, api = "virDomainGetSchedulerParameters")
  @XdrLimit(RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX)
  default List<TypedParameter> domainGetSchedulerParameters(Domain domain, int paramCount) {
    throw notSupported(DOMAIN, "virDomainGetSchedulerParameters");
  }

  @Procedure(value = 58, api = "virDomainSetSchedulerParameters", access = WRITE)
  default void domainSetSchedulerParameters(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX) List<TypedParameter> params) {
    throw notSupported(DOMAIN, "virDomainSetSchedulerParameters");
  }

  @Procedure(value = 104, api = "virDomainMemoryPeek", access = WRITE)
  @XdrLimit(RemoteLimits.DOMAIN_MEMORY_PEEK_BUFFER_MAX)
  default byte[] domainMemoryPeek(Domain domain, long offset, int size, int flags) {
    throw notSupported(DOMAIN, "virDomainMemoryPeek");
  }

  @Procedure(value = 159, api = "virDomainMemoryStats")
  @XdrLimit(RemoteLimits.DOMAIN_MEMORY_STATS_MAX)
  default List<DomainMemoryStat> domainMemoryStats(Domain domain, int maxStats, int flags) {
    throw notSupported(DOMAIN, "virDomainMemoryStats");
  }

  @Procedure(value = 197, api = "virDomainSetMemoryParameters", access = WRITE)
  default void domainSetMemoryParameters(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_MEMORY_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetMemoryParameters");
  }

  @Procedure(value = 198, api = "virDomainGetMemoryParameters")
  default DomainMemoryParameters domainGetMemoryParameters(
      Domain domain, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetMemoryParameters");
  }

  @Procedure(value = 199, api = "virDomainSetVcpusFlags", access = WRITE)
  default void domainSetVcpusFlags(Domain domain, int vcpus, int flags) {
    throw notSupported(DOMAIN, "virDomainSetVcpusFlags");
  }

  @Procedure(value = 200, api = "virDomainGetVcpusFlags", writeFlags = DomainFlags.Vcpu.GUEST)
  default int domainGetVcpusFlags(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetVcpusFlags");
  }

  @Procedure(value = 204, api = "virDomainSetMemoryFlags", access = WRITE)
  default void domainSetMemoryFlags(Domain domain, long memory, int flags) {
    throw notSupported(DOMAIN, "virDomainSetMemoryFlags");
  }

  @Procedure(value = 205, api = "virDomainSetBlkioParameters", access = WRITE)
  default void domainSetBlkioParameters(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_BLKIO_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetBlkioParameters");
  }

  @Procedure(value = 206, api = "virDomainGetBlkioParameters")
  default DomainBlkioParameters domainGetBlkioParameters(Domain domain, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetBlkioParameters");
  }

  @Procedure(value = 219, api = "virDomainSetSchedulerParametersFlags", access = WRITE)
  default void domainSetSchedulerParametersFlags(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetSchedulerParametersFlags");
  }

  @Procedure(value = 223, api = "virDomainGetSchedulerParametersFlags")
  @XdrLimit(RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX)
  default List<TypedParameter> domainGetSchedulerParametersFlags(
      Domain domain, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetSchedulerParametersFlags");
  }

  @Procedure(value = 225, api = "virDomainPinVcpuFlags", access = WRITE)
  default void domainPinVcpuFlags(
      Domain domain, int vcpu, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap, int flags) {
    throw notSupported(DOMAIN, "virDomainPinVcpuFlags");
  }

  @Procedure(value = 230, api = "virDomainGetVcpuPinInfo")
  default DomainVcpuPinInfo domainGetVcpuPinInfo(
      Domain domain, int cpuMapCount, int mapLength, int flags) {
    throw notSupported(DOMAIN, "virDomainGetVcpuPinInfo");
  }

  @Procedure(value = 254, api = "virDomainSetNumaParameters", access = WRITE)
  default void domainSetNumaParameters(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_NUMA_PARAMETERS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetNumaParameters");
  }

  @Procedure(value = 255, api = "virDomainGetNumaParameters")
  default DomainNumaParameters domainGetNumaParameters(Domain domain, int paramCount, int flags) {
    throw notSupported(DOMAIN, "virDomainGetNumaParameters");
  }

  @Procedure(value = 262, api = "virDomainGetCPUStats")
  default DomainCpuStats domainGetCpuStats(
      Domain domain, int paramCount, int startCpu, int ncpus, int flags) {
    throw notSupported(DOMAIN, "virDomainGetCPUStats");
  }

  @Procedure(value = 279, api = "virDomainPinEmulator", access = WRITE)
  default void domainPinEmulator(
      Domain domain, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap, int flags) {
    throw notSupported(DOMAIN, "virDomainPinEmulator");
  }

  @Procedure(value = 280, api = "virDomainGetEmulatorPinInfo")
  default DomainEmulatorPinInfo domainGetEmulatorPinInfo(Domain domain, int mapLength, int flags) {
    throw notSupported(DOMAIN, "virDomainGetEmulatorPinInfo");
  }

  @Procedure(value = 308, api = "virDomainSetMemoryStatsPeriod", access = WRITE)
  default void domainSetMemoryStatsPeriod(Domain domain, int period, int flags) {
    throw notSupported(DOMAIN, "virDomainSetMemoryStatsPeriod");
  }

  @Procedure(value = 351, api = "virDomainGetIOThreadInfo")
  default DomainIoThreadInfoList domainGetIothreadInfo(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetIOThreadInfo");
  }

  @Procedure(value = 352, api = "virDomainPinIOThread", access = WRITE)
  default void domainPinIothread(
      Domain domain, int iothreadId, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap, int flags) {
    throw notSupported(DOMAIN, "virDomainPinIOThread");
  }

  @Procedure(value = 355, api = "virDomainAddIOThread", access = WRITE)
  default void domainAddIothread(Domain domain, int iothreadId, int flags) {
    throw notSupported(DOMAIN, "virDomainAddIOThread");
  }

  @Procedure(value = 356, api = "virDomainDelIOThread", access = WRITE)
  default void domainDelIothread(Domain domain, int iothreadId, int flags) {
    throw notSupported(DOMAIN, "virDomainDelIOThread");
  }

  @Procedure(value = 365, api = "virDomainGetPerfEvents")
  @XdrLimit(RemoteLimits.DOMAIN_PERF_EVENTS_MAX)
  default List<TypedParameter> domainGetPerfEvents(Domain domain, int flags) {
    throw notSupported(DOMAIN, "virDomainGetPerfEvents");
  }

  @Procedure(value = 366, api = "virDomainSetPerfEvents", access = WRITE)
  default void domainSetPerfEvents(
      Domain domain,
      @XdrLimit(RemoteLimits.DOMAIN_PERF_EVENTS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetPerfEvents");
  }

  @Procedure(value = 384, api = "virDomainSetVcpu", access = WRITE)
  default void domainSetVcpu(Domain domain, String cpuMap, int state, int flags) {
    throw notSupported(DOMAIN, "virDomainSetVcpu");
  }

  @Procedure(value = 402, api = "virDomainSetIOThreadParams", access = WRITE)
  default void domainSetIothreadParams(
      Domain domain,
      int iothreadId,
      @XdrLimit(RemoteLimits.DOMAIN_IOTHREAD_PARAMS_MAX) List<TypedParameter> params,
      int flags) {
    throw notSupported(DOMAIN, "virDomainSetIOThreadParams");
  }
}
