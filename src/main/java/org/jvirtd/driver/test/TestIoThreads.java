package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.domain.DomainDisk;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainIoThreadInfo;
import org.jvirtd.protocol.domain.DomainIoThreadInfoList;
import org.jvirtd.protocol.domain.DomainParameters;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/** Calls about the threads that do a domain's disk work. */
interface TestIoThreads extends InWorld, DomainTuningProcedures {
  Map<String, Class<? extends TypedValue>> POLLING =
      Map.of(
          DomainParameters.IoThread.POLL_MAX_NS, TypedValue.UnsignedLongValue.class,
          DomainParameters.IoThread.POLL_GROW, TypedValue.UnsignedIntValue.class,
          DomainParameters.IoThread.POLL_SHRINK, TypedValue.UnsignedIntValue.class);

  @Override
  default DomainIoThreadInfoList domainGetIothreadInfo(Domain domain, int flags) {
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetIOThreadInfo");
    Check.flags(flags, Flag.AFFECT, "testDomainGetIOThreadInfo");
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              return DomainIoThreadInfoList.of(
                  IoThreads.ids(definition).stream()
                      .map(id -> new DomainIoThreadInfo(id, cpuMap(definition, id)))
                      .toList());
            });
  }

  /** A thread that is not pinned may run on as many CPUs as the domain has vcpus. */
  private static byte[] cpuMap(DomainDefinition definition, int id) {
    BitSet pinned = IoThreads.pin(definition, id);
    BitSet domainWide = Definitions.cpuset(definition);
    BitSet unpinned = domainWide != null ? domainWide : CpuMap.all(definition.vcpus());
    byte[] map = (pinned != null ? pinned : unpinned).toByteArray();
    return map.length == 0 ? new byte[1] : map;
  }

  @Override
  default void domainAddIothread(Domain domain, int iothreadId, int flags) {
    Check.flags(flags, Flag.AFFECT, "testDomainAddIOThread");
    requireId(iothreadId);
    world()
        .change(
            domain,
            vm -> {
              if (has(vm.definition(flags), iothreadId)) {
                throw inUse(
                    "an IOThread is already using iothread_id '"
                        + Integer.toUnsignedString(iothreadId)
                        + "'");
              }
              vm.editOne(flags, definition -> IoThreads.with(definition, iothreadId));
              vm.polling().add(iothreadId);
            });
  }

  private static boolean has(DomainDefinition definition, int id) {
    return IoThreads.ids(definition).contains(id);
  }

  private static void requireId(int id) {
    if (id == 0) {
      throw invalid("invalid value of 0 for iothread_id");
    }
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, TEST, detail);
  }

  /** What libvirt's drivers have in common reports in the name of domains, not of the driver. */
  private static LibvirtException inUse(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, DOMAIN, detail);
  }

  @Override
  default void domainDelIothread(Domain domain, int iothreadId, int flags) {
    Check.nonZero(iothreadId, "iothread_id", "virDomainDelIOThread");
    Check.flags(flags, Flag.AFFECT, "testDomainDelIOThread");
    world()
        .change(
            domain,
            vm -> {
              requireUnused(vm.definition(flags), iothreadId);
              vm.editOne(flags, definition -> IoThreads.without(definition, iothreadId));
              vm.polling().remove(iothreadId);
            });
  }

  private static void requireUnused(DomainDefinition definition, int threadId) {
    String id = Integer.toUnsignedString(threadId);
    if (!has(definition, threadId)) {
      throw inUse("cannot find IOThread '" + id + "' in iothreadids list");
    }
    Predicate<Element> works = device -> id.equals(device.valueAt("iothread", "driver"));
    for (DomainDisk disk : definition.disks()) {
      if (works.test(disk.element())) {
        throw inUse(
            "cannot remove IOThread "
                + id
                + " since it is being used by disk '"
                + disk.target()
                + "'");
      }
    }
    if (definition.devices("controller").stream().anyMatch(works)) {
      throw inUse("cannot remove IOThread '" + id + "' since it is being used by controller");
    }
  }

  @Override
  default void domainPinIothread(Domain domain, int iothreadId, byte[] cpuMap, int flags) {
    Check.positive(cpuMap.length, "maplen", "virDomainPinIOThread");
    Check.flags(flags, Flag.AFFECT, "testDomainPinIOThread");
    BitSet cpus = CpuMap.of(cpuMap);
    world()
        .change(
            domain,
            vm -> {
              DomainDefinition current = vm.definition(flags);
              if (cpus.isEmpty()) {
                throw invalid("Empty iothread cpumap list for pinning");
              }
              if (!has(current, iothreadId)) {
                throw invalid("iothreadid " + iothreadId + " not found");
              }
              vm.editOne(flags, definition -> IoThreads.withPin(definition, iothreadId, cpus));
            });
  }

  /**
   * libvirt's driver fails without a word for a thread that came with the definition, because it
   * remembers figures only of those that were added; here both are remembered.
   */
  @Override
  default void domainSetIothreadParams(
      Domain domain, int iothreadId, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetIOThreadParams");
    Check.flags(flags, Flag.VIR_DOMAIN_AFFECT_LIVE, "testDomainSetIOThreadParams");
    requireId(iothreadId);
    world()
        .change(
            domain,
            vm -> {
              if (!has(vm.definition(flags), iothreadId)) {
                throw invalid(
                    "cannot find IOThread '"
                        + Integer.toUnsignedString(iothreadId)
                        + "' in iothreadids");
              }
              Params.validate(params, POLLING);
              Polling.Figures old = vm.polling().of(iothreadId);
              vm.polling()
                  .set(
                      iothreadId,
                      new Polling.Figures(
                          asked(params, DomainParameters.IoThread.POLL_MAX_NS, old.maxNanos()),
                          (int) asked(params, DomainParameters.IoThread.POLL_GROW, old.grow()),
                          (int)
                              asked(params, DomainParameters.IoThread.POLL_SHRINK, old.shrink())));
            });
  }

  private static long asked(List<TypedParameter> params, String name, long otherwise) {
    @Nullable TypedParameter found =
        params.stream().filter(param -> param.field().equals(name)).findFirst().orElse(null);
    return found == null ? otherwise : found.longValue();
  }
}
