package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainEmulatorPinInfo;
import org.jvirtd.protocol.domain.DomainTuningProcedures;
import org.jvirtd.protocol.domain.DomainVcpuPinInfo;
import org.jvirtd.protocol.domain.DomainVcpus;
import org.jvirtd.protocol.domain.VcpuInfo;

/** Calls about a domain's virtual CPUs, and the host's CPUs that they may run on. */
interface TestVcpus extends InWorld, DomainTuningProcedures {
  /** {@code VIR_VCPU_RUNNING}. */
  int RUNNING = 1;

  @Override
  default int domainGetMaxVcpus(Domain domain) {
    return domainGetVcpusFlags(domain, Flag.VIR_DOMAIN_AFFECT_LIVE | Flag.VIR_DOMAIN_VCPU_MAXIMUM);
  }

  @Override
  default int domainGetVcpusFlags(Domain domain, int flags) {
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetVcpusFlags");
    Check.flags(flags, Flag.AFFECT | Flag.VIR_DOMAIN_VCPU_MAXIMUM, "testDomainGetVcpusFlags");
    boolean maximum = (flags & Flag.VIR_DOMAIN_VCPU_MAXIMUM) != 0;
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              return maximum ? definition.maxVcpus() : definition.vcpus();
            });
  }

  @Override
  default void domainSetVcpus(Domain domain, int vcpus) {
    Check.nonZero(vcpus, "nvcpus", "virDomainSetVcpus");
    setVcpus(domain, vcpus, Flag.VIR_DOMAIN_AFFECT_LIVE);
  }

  @Override
  default void domainSetVcpusFlags(Domain domain, int vcpus, int flags) {
    String api = "virDomainSetVcpusFlags";
    Check.requires(flags, Check.VCPU_MAXIMUM, Check.AFFECT_CONFIG, api);
    Check.exclusive(flags, Check.VCPU_GUEST, Check.AFFECT_CONFIG, api);
    Check.nonZero(vcpus, "nvcpus", api);
    setVcpus(domain, vcpus, flags);
  }

  private void setVcpus(Domain domain, int vcpus, int flags) {
    Check.flags(flags, Flag.AFFECT | Flag.VIR_DOMAIN_VCPU_MAXIMUM, "testDomainSetVcpusFlags");
    if (Integer.compareUnsigned(vcpus, NodeFacts.MAX_VCPUS) > 0) {
      throw tooManyVcpus("maximum supported amount", vcpus, NodeFacts.MAX_VCPUS);
    }
    boolean maximum = (flags & Flag.VIR_DOMAIN_VCPU_MAXIMUM) != 0;
    world()
        .change(
            domain,
            vm ->
                vm.editEach(
                    flags,
                    live -> withVcpus(live, vcpus),
                    config -> maximum ? config.withMaxVcpus(vcpus) : withVcpus(config, vcpus)));
  }

  private static DomainDefinition withVcpus(DomainDefinition definition, int vcpus) {
    if (vcpus > definition.maxVcpus()) {
      throw tooManyVcpus("maximum", vcpus, definition.maxVcpus());
    }
    return definition.withVcpus(vcpus);
  }

  private static LibvirtException tooManyVcpus(String limit, int vcpus, int max) {
    return LibvirtException.of(
        ErrorCode.INVALID_ARG,
        TEST,
        "requested cpu amount exceeds " + limit + " (" + vcpus + " > " + max + ")");
  }

  /** Each vcpu runs on the last host CPU that it may run on, for a time that the clock tells. */
  @Override
  default DomainVcpus domainGetVcpus(Domain domain, int maxInfo, int mapLength) {
    requireRoom(maxInfo, "maxinfo", mapLength, "maxinfo");
    Check.positive(maxInfo, "maxinfo", "virDomainGetVcpus");
    return world()
        .with(
            domain,
            vm -> {
              if (!vm.isActive()) {
                throw LibvirtException.invalidOperation(
                    TEST, "cannot list vcpus for an inactive domain");
              }
              return vcpus(vm.current(), maxInfo, mapLength);
            });
  }

  private DomainVcpus vcpus(DomainDefinition definition, int maxInfo, int mapLength) {
    int count = Math.min(maxInfo, definition.vcpus());
    List<VcpuInfo> info = new ArrayList<>(count);
    // The client made room for as many maps as it asked for, and gets them all.
    byte[] maps = new byte[maxInfo * mapLength];
    long cpuTime = world().nowMicros() / 10;
    for (int i = 0; i < count; i++) {
      if (!Definitions.isOnline(definition, i)) {
        info.add(new VcpuInfo(0, 0, 0, 0));
        continue;
      }
      BitSet cpus = allowedCpus(definition, Definitions.vcpuPin(definition, i));
      info.add(new VcpuInfo(i, RUNNING, cpuTime, cpus.length() - 1));
      CpuMap.write(cpus, maps, i * mapLength, mapLength);
    }
    return new DomainVcpus(info, maps);
  }

  private BitSet allowedCpus(DomainDefinition definition, @Nullable BitSet pinned) {
    if (pinned != null) {
      return pinned;
    }
    BitSet domainWide = Definitions.cpuset(definition);
    return domainWide != null ? domainWide : CpuMap.all(world().node().possibleCpus());
  }

  private static void requireRoom(int count, String countName, int mapLength, String lengthName) {
    if (count < 0) {
      throw LibvirtException.internal(RPC, countName + " must be non-negative");
    }
    if (mapLength < 0) {
      throw LibvirtException.internal(RPC, lengthName + " must be non-negative");
    }
    if (count > RemoteLimits.VCPUINFO_MAX) {
      throw LibvirtException.internal(RPC, countName + " > REMOTE_VCPUINFO_MAX");
    }
    if ((long) count * mapLength > RemoteLimits.CPUMAPS_MAX) {
      throw LibvirtException.internal(RPC, "maxinfo * maplen > REMOTE_CPUMAPS_MAX");
    }
  }

  @Override
  default void domainPinVcpu(Domain domain, int vcpu, byte[] cpuMap) {
    Check.positive(cpuMap.length, "maplen", "virDomainPinVcpu");
    pinVcpu(domain, vcpu, cpuMap);
  }

  @Override
  default void domainPinVcpuFlags(Domain domain, int vcpu, byte[] cpuMap, int flags) {
    Check.positive(cpuMap.length, "maplen", "virDomainPinVcpuFlags");
    Check.flags(flags, 0, "testDomainPinVcpuFlags");
    pinVcpu(domain, vcpu, cpuMap);
  }

  private void pinVcpu(Domain domain, int vcpu, byte[] cpuMap) {
    world()
        .change(
            domain,
            vm -> {
              if (!vm.isActive()) {
                throw LibvirtException.invalidOperation(
                    TEST, "cannot pin vcpus on an inactive domain");
              }
              boolean possible = Integer.compareUnsigned(vcpu, vm.current().maxVcpus()) < 0;
              if (!possible || !Definitions.isOnline(vm.current(), vcpu)) {
                throw LibvirtException.of(
                    ErrorCode.INVALID_ARG,
                    TEST,
                    "requested vcpu '" + vcpu + "' is not present in the domain");
              }
              vm.editOne(
                  Flag.VIR_DOMAIN_AFFECT_LIVE,
                  definition -> Definitions.withVcpuPin(definition, vcpu, CpuMap.of(cpuMap)));
            });
  }

  @Override
  default DomainVcpuPinInfo domainGetVcpuPinInfo(
      Domain domain, int cpuMapCount, int mapLength, int flags) {
    requireRoom(cpuMapCount, "ncpumaps", mapLength, "maplen");
    Check.positive(cpuMapCount, "ncpumaps", "virDomainGetVcpuPinInfo");
    Check.positive(mapLength, "maplen", "virDomainGetVcpuPinInfo");
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetVcpuPinInfo");
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              int count = Math.min(cpuMapCount, definition.maxVcpus());
              byte[] maps = new byte[cpuMapCount * mapLength];
              for (int i = 0; i < count; i++) {
                BitSet cpus = allowedCpus(definition, Definitions.vcpuPin(definition, i));
                CpuMap.write(cpus, maps, i * mapLength, mapLength);
              }
              return new DomainVcpuPinInfo(maps, count);
            });
  }

  @Override
  default void domainPinEmulator(Domain domain, byte[] cpuMap, int flags) {
    Check.positive(cpuMap.length, "maplen", "virDomainPinEmulator");
    Check.flags(flags, Flag.AFFECT, "testDomainPinEmulator");
    BitSet cpus = CpuMap.of(cpuMap);
    world()
        .change(
            domain,
            vm -> {
              vm.definition(flags);
              if (cpus.isEmpty()) {
                throw LibvirtException.of(
                    ErrorCode.INVALID_ARG, TEST, "Empty cpu list for pinning");
              }
              vm.editOne(flags, definition -> Definitions.withEmulatorPin(definition, cpus));
            });
  }

  @Override
  default DomainEmulatorPinInfo domainGetEmulatorPinInfo(Domain domain, int mapLength, int flags) {
    if (mapLength < 0 || mapLength > RemoteLimits.CPUMAPS_MAX) {
      throw LibvirtException.internal(RPC, "maplen must be non-negative");
    }
    Check.positive(mapLength, "maplen", "virDomainGetEmulatorPinInfo");
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetEmulatorPinInfo");
    Check.flags(flags, Flag.AFFECT, "testDomainGetEmulatorPinInfo");
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              byte[] map = new byte[mapLength];
              CpuMap.write(
                  allowedCpus(definition, Definitions.emulatorPin(definition)), map, 0, mapLength);
              return new DomainEmulatorPinInfo(map, 1);
            });
  }
}
