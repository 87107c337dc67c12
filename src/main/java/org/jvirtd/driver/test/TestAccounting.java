package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainCpuStats;
import org.jvirtd.protocol.domain.DomainSchedulerType;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/** Calls about the host's CPU time: who gets it, and who got it. */
interface TestAccounting extends InWorld, DomainTuningProcedures {
  /** The CPU time of any domain in nanoseconds, with its shares: libvirt's figures. */
  long TOTAL_CPU_TIME = 48_772_617_035L;

  long USER_TIME = 5_540_000_000L;
  long SYSTEM_TIME = 6_460_000_000L;

  /** How much less of a CPU's time its vcpu got. */
  long VCPU_TIME_DIFFERENCE = 1_234_567_890L;

  /** What the daemon holds the weight of every domain to be. */
  int WEIGHT = 50;

  /** libvirt's driver answers so for any domain, defined or not. */
  @Override
  default DomainSchedulerType domainGetSchedulerType(Domain domain) {
    return new DomainSchedulerType("fair", 1);
  }

  @Override
  default List<TypedParameter> domainGetSchedulerParameters(Domain domain, int paramCount) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX);
    return schedulerParameters(domain, paramCount, "virDomainGetSchedulerParameters");
  }

  @Override
  default List<TypedParameter> domainGetSchedulerParametersFlags(
      Domain domain, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_SCHEDULER_PARAMETERS_MAX);
    String api = "virDomainGetSchedulerParametersFlags";
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, api);
    Check.flags(flags, 0, "testDomainGetSchedulerParametersFlags");
    return schedulerParameters(domain, paramCount, api);
  }

  private List<TypedParameter> schedulerParameters(Domain domain, int paramCount, String api) {
    Check.positive(paramCount, "*nparams", api);
    return world().with(domain, vm -> List.of(TypedParameter.ofUnsigned("weight", WEIGHT)));
  }

  /** libvirt's driver checks what is to be set, and sets nothing. */
  @Override
  default void domainSetSchedulerParameters(Domain domain, List<TypedParameter> params) {
    setSchedulerParameters(domain, params, "virDomainSetSchedulerParameters");
  }

  @Override
  default void domainSetSchedulerParametersFlags(
      Domain domain, List<TypedParameter> params, int flags) {
    Check.flags(flags, 0, "testDomainSetSchedulerParametersFlags");
    setSchedulerParameters(domain, params, "virDomainSetSchedulerParametersFlags");
  }

  private void setSchedulerParameters(Domain domain, List<TypedParameter> params, String api) {
    Check.positive(params.size(), "nparams", api);
    Params.validate(params, Map.of("weight", TypedValue.UnsignedIntValue.class));
    world().change(domain, vm -> {});
  }

  /**
   * @param startCpu the first CPU, or −1 for all together
   * @param ncpus how many CPUs; 0 asks how many there are
   * @param paramCount how many figures per CPU; 0 asks how many there are
   */
  @Override
  default DomainCpuStats domainGetCpuStats(
      Domain domain, int paramCount, int startCpu, int ncpus, int flags) {
    if (Integer.compareUnsigned(paramCount, RemoteLimits.NODE_CPU_STATS_MAX) > 0) {
      throw LibvirtException.internal(RPC, "nparams too large");
    }
    if (Integer.compareUnsigned(ncpus, RemoteLimits.DOMAIN_GET_CPU_STATS_NCPUS_MAX) > 0) {
      throw LibvirtException.internal(RPC, "ncpus too large");
    }
    requireCpus(startCpu, ncpus);
    Check.flags(flags, Flag.VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetCPUStats");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return startCpu == -1
                  ? totalCpuStats(paramCount)
                  : perCpuStats(paramCount, startCpu, ncpus);
            });
  }

  private static void requireCpus(int startCpu, int ncpus) {
    String api = "virDomainGetCPUStats";
    if (startCpu == -1) {
      if (ncpus != 1) {
        throw LibvirtException.invalidArgument(
            DOMAIN, api, "start_cpu", "ncpus must be 1 when start_cpu is -1");
      }
    } else {
      Check.nonNegative(startCpu, "start_cpu", api);
    }
  }

  private static DomainCpuStats totalCpuStats(int paramCount) {
    List<TypedParameter> all =
        List.of(
            TypedParameter.ofUnsigned("cpu_time", TOTAL_CPU_TIME),
            TypedParameter.ofUnsigned("user_time", USER_TIME),
            TypedParameter.ofUnsigned("system_time", SYSTEM_TIME));
    return new DomainCpuStats(Params.fitting(all, paramCount), Params.count(all, paramCount));
  }

  private DomainCpuStats perCpuStats(int paramCount, int startCpu, int ncpus) {
    int total = world().node().cores();
    int figures = 2;
    if (ncpus == 0) {
      return new DomainCpuStats(List.of(), total);
    }
    if (paramCount == 0) {
      return new DomainCpuStats(List.of(), figures);
    }
    if (startCpu >= total) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          TEST,
          "start_cpu " + startCpu + " larger than maximum of " + (total - 1));
    }
    List<TypedParameter> params = new ArrayList<>();
    for (int cpu = startCpu; cpu < Math.min(total, startCpu + ncpus); cpu++) {
      long time = TOTAL_CPU_TIME / total + cpu;
      params.add(TypedParameter.ofUnsigned("cpu_time", time));
      if (paramCount >= figures) {
        params.add(TypedParameter.ofUnsigned("vcpu_time", time - VCPU_TIME_DIFFERENCE));
      }
    }
    return new DomainCpuStats(params, Math.min(paramCount, figures));
  }
}
