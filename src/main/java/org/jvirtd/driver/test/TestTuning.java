package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;
import static org.jvirtd.protocol.TypedParameter.find;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainMemoryParameters;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/** Calls that tune a domain: they change its definition, and nothing else here. */
interface TestTuning extends InWorld, DomainTuningProcedures {
  /** KiB that stand for "no limit". */
  long UNLIMITED_KIB = 9_007_199_254_740_991L;

  String HARD_LIMIT = "hard_limit";
  String SWAP_HARD_LIMIT = "swap_hard_limit";

  /** In the order in which clients get them. */
  List<String> MEMORY_LIMITS = List.of(HARD_LIMIT, "soft_limit", SWAP_HARD_LIMIT);

  /** The figures of the host's CPUs that may be counted, in libvirt's order. */
  List<String> PERF_EVENTS =
      List.of(
          "cmt",
          "mbmt",
          "mbml",
          "cpu_cycles",
          "instructions",
          "cache_references",
          "cache_misses",
          "branch_instructions",
          "branch_misses",
          "bus_cycles",
          "stalled_cycles_frontend",
          "stalled_cycles_backend",
          "ref_cpu_cycles",
          "cpu_clock",
          "task_clock",
          "page_faults",
          "context_switches",
          "cpu_migrations",
          "page_faults_min",
          "page_faults_maj",
          "alignment_faults",
          "emulation_faults");

  private static Map<String, Class<? extends TypedValue>> allOfType(
      List<String> names, Class<? extends TypedValue> type) {
    return names.stream().collect(Collectors.toMap(Function.identity(), name -> type));
  }

  @Override
  default DomainMemoryParameters domainGetMemoryParameters(
      Domain domain, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_MEMORY_PARAMETERS_MAX);
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetMemoryParameters");
    Check.flags(
        flags, Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetMemoryParameters");
    if (paramCount == 0) {
      return new DomainMemoryParameters(List.of(), MEMORY_LIMITS.size());
    }
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              List<TypedParameter> limits =
                  MEMORY_LIMITS.stream()
                      .map(name -> TypedParameter.ofUnsigned(name, limitKib(definition, name)))
                      .toList();
              return new DomainMemoryParameters(
                  Params.fitting(limits, paramCount), Params.count(limits, paramCount));
            });
  }

  private static long limitKib(DomainDefinition definition, String name) {
    Element limit = definition.root().at("memtune", name);
    String text = limit == null ? null : limit.text();
    return text == null ? UNLIMITED_KIB : Long.parseUnsignedLong(text);
  }

  @Override
  default void domainSetMemoryParameters(Domain domain, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetMemoryParameters");
    Check.flags(flags, Flag.AFFECT, "testDomainSetMemoryParameters");
    Params.validate(params, allOfType(MEMORY_LIMITS, TypedValue.UnsignedLongValue.class));
    world()
        .change(
            domain,
            vm -> {
              vm.definition(flags);
              requireOrder(vm.current(), params);
              vm.editOne(flags, definition -> withLimits(definition, params));
            });
  }

  /** libvirt's driver compares with the current definition, whichever is to be changed. */
  private static void requireOrder(DomainDefinition current, List<TypedParameter> params) {
    Long memory = asked(params, HARD_LIMIT);
    Long swap = asked(params, SWAP_HARD_LIMIT);
    if (memory == null && swap == null) {
      return;
    }
    long memoryLimit = memory != null ? memory : limitKib(current, HARD_LIMIT);
    long swapLimit = swap != null ? swap : limitKib(current, SWAP_HARD_LIMIT);
    if (Long.compareUnsigned(memoryLimit, swapLimit) > 0) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG,
          TEST,
          "memory hard_limit tunable value must be lower than or equal to swap_hard_limit");
    }
  }

  private static @Nullable Long asked(List<TypedParameter> params, String name) {
    return find(params, name)
        .map(value -> value instanceof TypedValue.UnsignedLongValue(long kib) ? kib : null)
        .orElse(null);
  }

  private static DomainDefinition withLimits(
      DomainDefinition definition, List<TypedParameter> params) {
    return definition.with(domain -> {
      Element tuning = domain.open("memtune");
      for (TypedParameter param : params) {
        if (Long.compareUnsigned(param.longValue(), UNLIMITED_KIB) >= 0) {
          tuning.removeAll(param.field());
        } else {
          Element limit = tuning.open(param.field());
          limit.set("unit", "KiB");
          limit.setText(Long.toUnsignedString(param.longValue()));
        }
      }
    });
  }

  @Override
  default List<TypedParameter> domainGetPerfEvents(Domain domain, int flags) {
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, "virDomainGetPerfEvents");
    Check.flags(flags, Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY, "testDomainGetPerfEvents");
    return world()
        .with(
            domain,
            vm -> {
              DomainDefinition definition = vm.definition(flags);
              return PERF_EVENTS.stream()
                  .map(name -> TypedParameter.of(name, counts(definition, name)))
                  .toList();
            });
  }

  private static boolean counts(DomainDefinition definition, String name) {
    Element perf = definition.root().child("perf");
    return perf != null
        && perf.children("event").stream()
            .anyMatch(event -> event.is("name", name) && event.is("enabled", "yes"));
  }

  @Override
  default void domainSetPerfEvents(Domain domain, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetPerfEvents");
    Check.flags(flags, Flag.AFFECT, "testDomainSetPerfEvents");
    Params.validate(params, allOfType(PERF_EVENTS, TypedValue.BooleanValue.class));
    world().change(domain, vm -> vm.editOne(flags, definition -> withEvents(definition, params)));
  }

  private static DomainDefinition withEvents(
      DomainDefinition definition, List<TypedParameter> params) {
    return definition.with(domain -> {
      Element perf = domain.open("perf");
      Element old = perf.copy();
      perf.removeAll("event");
      // A definition has them in libvirt's order, whatever the order of the call.
      for (String name : PERF_EVENTS) {
        String enabled =
            find(params, name)
                .map(value -> value.equals(new TypedValue.BooleanValue(0)) ? "no" : "yes")
                .orElseGet(() -> enabled(old, name));
        if (!enabled.isEmpty()) {
          Element event = perf.kind("event");
          event.set("name", name);
          event.set("enabled", enabled);
          perf.add(event);
        }
      }
    });
  }

  private static String enabled(Element perf, String name) {
    return perf.children("event").stream()
        .filter(event -> event.is("name", name))
        .map(event -> event.get("enabled", ""))
        .findFirst()
        .orElse("");
  }
}
