package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.RPC;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.stream.IntStream;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainMemoryStat;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/** Calls about a domain's memory. Sizes are KiB. */
interface TestMemory extends InWorld, DomainTuningProcedures {
  /** Where the balloon statistics were last brought up to date, in seconds since 1970. */
  long LAST_UPDATE = 627_319_920;

  @Override
  default long domainGetMaxMemory(Domain domain) {
    return world().with(domain, vm -> vm.current().maxMemoryKib());
  }

  @Override
  default void domainSetMemory(Domain domain, long memory) {
    Check.nonZero(memory, "memory", "virDomainSetMemory");
    setMemory(domain, memory, Flag.VIR_DOMAIN_AFFECT_LIVE);
  }

  @Override
  default void domainSetMaxMemory(Domain domain, long memory) {
    Check.nonZero(memory, "memory", "virDomainSetMaxMemory");
    setMemory(domain, memory, Flag.VIR_DOMAIN_MEM_MAXIMUM);
  }

  @Override
  default void domainSetMemoryFlags(Domain domain, long memory, int flags) {
    Check.nonZero(memory, "memory", "virDomainSetMemoryFlags");
    setMemory(domain, memory, flags);
  }

  private void setMemory(Domain domain, long memory, int flags) {
    Check.flags(flags, Flag.AFFECT | Flag.VIR_DOMAIN_MEM_MAXIMUM, "testDomainSetMemoryFlags");
    boolean maximum = (flags & Flag.VIR_DOMAIN_MEM_MAXIMUM) != 0;
    world()
        .change(
            domain,
            vm -> {
              if (maximum && vm.meansLive(flags)) {
                throw LibvirtException.invalidOperation(
                    TEST, "cannot resize the maximum memory on an active domain");
              }
              vm.editOne(
                  flags,
                  definition ->
                      maximum ? withMaximum(definition, memory) : withMemory(definition, memory));
            });
  }

  private static DomainDefinition withMaximum(DomainDefinition definition, long memory) {
    if (Definitions.hasNumaCells(definition)) {
      throw LibvirtException.invalidOperation(
          TEST, "initial memory size of a domain with NUMA nodes cannot be modified with this API");
    }
    long growable = Definitions.growableMemoryKib(definition);
    if (growable != 0 && Long.compareUnsigned(growable, memory) < 0) {
      throw LibvirtException.invalidOperation(
          TEST, "cannot set initial memory size greater than the maximum memory size");
    }
    return definition.withMaxMemoryKib(memory);
  }

  private static DomainDefinition withMemory(DomainDefinition definition, long memory) {
    if (Long.compareUnsigned(memory, definition.maxMemoryKib()) > 0) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "cannot set memory higher than max memory");
    }
    return definition.withCurrentMemoryKib(memory);
  }

  @Override
  default void domainSetMemoryStatsPeriod(Domain domain, int period, int flags) {
    Check.nonNegative(period, "period", "virDomainSetMemoryStatsPeriod");
    Check.flags(flags, Flag.AFFECT, "testDomainSetMemoryStatsPeriod");
    world()
        .change(
            domain,
            vm ->
                vm.editOne(
                    flags,
                    definition -> {
                      if (!Definitions.hasMemoryBalloon(definition)) {
                        throw LibvirtException.internal(
                            TEST,
                            "No memory balloon device configured, can not set the collection"
                                + " period");
                      }
                      return Definitions.withMemoryStatsPeriod(definition, period);
                    }));
  }

  /** Figures that follow from the domain's current memory; none without a balloon. */
  @Override
  default List<DomainMemoryStat> domainMemoryStats(Domain domain, int maxStats, int flags) {
    if (Integer.compareUnsigned(maxStats, RemoteLimits.DOMAIN_MEMORY_STATS_MAX) > 0) {
      throw LibvirtException.internal(RPC, "maxStats > REMOTE_DOMAIN_MEMORY_STATS_MAX");
    }
    Check.flags(flags, 0, "testDomainMemoryStats");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return Definitions.hasMemoryBalloon(vm.current())
                  ? memoryStats(vm.current().currentMemoryKib()).stream().limit(maxStats).toList()
                  : List.of();
            });
  }

  /** In libvirt's order; the first number is that of {@code virDomainMemoryStatTags}. */
  private static List<DomainMemoryStat> memoryStats(long memory) {
    return List.of(
        new DomainMemoryStat(6, memory), // actual balloon
        new DomainMemoryStat(0, 0), // swap in
        new DomainMemoryStat(1, 0), // swap out
        new DomainMemoryStat(2, 0), // major faults
        new DomainMemoryStat(3, 0), // minor faults
        new DomainMemoryStat(4, memory / 2), // unused
        new DomainMemoryStat(5, memory), // available
        new DomainMemoryStat(8, memory / 2), // usable
        new DomainMemoryStat(9, LAST_UPDATE),
        new DomainMemoryStat(10, memory / 8), // disk caches
        new DomainMemoryStat(11, 0), // huge pages allocated
        new DomainMemoryStat(12, 0), // huge pages failed
        new DomainMemoryStat(7, memory / 2)); // resident set
  }

  /** Memory in which each byte is the low byte of its address. */
  @Override
  default byte[] domainMemoryPeek(Domain domain, long offset, int size, int flags) {
    if (Integer.compareUnsigned(size, RemoteLimits.DOMAIN_MEMORY_PEEK_BUFFER_MAX) > 0) {
      throw LibvirtException.internal(RPC, "size > maximum buffer size");
    }
    Check.exclusive(flags, Check.MEMORY_VIRTUAL, Check.MEMORY_PHYSICAL, "virDomainMemoryPeek");
    Check.flags(flags, Flag.VIR_MEMORY_VIRTUAL | Flag.VIR_MEMORY_PHYSICAL, "testDomainMemoryPeek");
    if (flags == 0) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          TEST,
          "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
    }
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              byte[] memory = new byte[size];
              IntStream.range(0, size).forEach(i -> memory[i] = (byte) (offset + i));
              return memory;
            });
  }
}
