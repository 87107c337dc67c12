package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;
import static org.jvirtd.protocol.TypedParameter.find;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.driver.xml.Bitmap;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.TypedValue;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainNumaParameters;
import org.jvirtd.protocol.domain.DomainParameters;
import org.jvirtd.protocol.domain.DomainTuningProcedures;

/** Calls about the host's nodes whose memory a domain uses, and how strictly. */
interface TestNuma extends InWorld, DomainTuningProcedures {
  /** By their numbers in {@code virDomainNumatuneMemMode}. */
  List<String> NUMA_MODES = List.of("strict", "preferred", "interleave", "restrictive");

  Map<String, Class<? extends TypedValue>> NUMA_PARAMETERS =
      Map.of(
          DomainParameters.Numa.MODE, TypedValue.IntValue.class,
          DomainParameters.Numa.NODESET, TypedValue.StringValue.class);

  /** What a client asks for, each null where it says nothing of it. */
  record NumaChange(@Nullable Integer mode, @Nullable String nodeset) {}

  @Override
  default DomainNumaParameters domainGetNumaParameters(Domain domain, int paramCount, int flags) {
    Params.requireCount(paramCount, RemoteLimits.DOMAIN_NUMA_PARAMETERS_MAX);
    int known = Flag.AFFECT | Flag.VIR_TYPED_PARAM_STRING_OKAY;
    Check.flags(flags, known, "testDomainGetNumaParameters");
    if (paramCount == 0) {
      return new DomainNumaParameters(List.of(), NUMA_PARAMETERS.size());
    }
    return world()
        .with(
            domain,
            vm -> {
              Element memory = vm.definition(flags).root().at("numatune", "memory");
              List<TypedParameter> all =
                  List.of(
                      TypedParameter.of(DomainParameters.Numa.MODE, mode(memory)),
                      TypedParameter.of(
                          DomainParameters.Numa.NODESET,
                          memory == null ? "" : memory.get("nodeset", "")));
              return DomainNumaParameters.of(all, paramCount, flags);
            });
  }

  private static int mode(@Nullable Element memory) {
    return memory == null ? 0 : NUMA_MODES.indexOf(memory.get("mode", "strict"));
  }

  @Override
  default void domainSetNumaParameters(Domain domain, List<TypedParameter> params, int flags) {
    Check.positive(params.size(), "nparams", "virDomainSetNumaParameters");
    Check.flags(flags, Flag.AFFECT, "testDomainSetNumaParameters");
    Params.validate(params, NUMA_PARAMETERS);
    world()
        .change(
            domain,
            vm -> {
              DomainDefinition current = vm.definition(flags);
              NumaChange change = new NumaChange(requestedMode(params), requestedNodes(params));
              Element memory = current.root().at("numatune", "memory");
              if (vm.meansLive(flags)
                  && change.mode() != null
                  && memory != null
                  && mode(memory) != change.mode()) {
                throw LibvirtException.invalidOperation(
                    TEST, "can't change numatune mode for running domain");
              }
              vm.editOne(flags, definition -> withNuma(definition, change));
            });
  }

  private static @Nullable Integer requestedMode(List<TypedParameter> params) {
    Integer mode =
        find(params, DomainParameters.Numa.MODE)
            .map(value -> value instanceof TypedValue.IntValue(int number) ? number : null)
            .orElse(null);
    if (mode != null && (mode < 0 || mode >= NUMA_MODES.size())) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "unsupported numatune mode: '" + mode + "'");
    }
    return mode;
  }

  private static @Nullable String requestedNodes(List<TypedParameter> params) {
    String raw =
        find(params, DomainParameters.Numa.NODESET)
            .map(value -> value instanceof TypedValue.StringValue(String text) ? text : null)
            .orElse(null);
    if (raw == null) {
      return null;
    }
    Bitmap nodes = Bitmap.parse(raw);
    if (nodes.isEmpty()) {
      throw LibvirtException.invalidOperation(TEST, "Invalid nodeset of 'numatune': " + raw);
    }
    return nodes.toString();
  }

  /**
   * Nodes that are named make the placement static. Where nothing was said before, it is static
   * too, unless the vcpus are placed automatically.
   */
  private static DomainDefinition withNuma(DomainDefinition definition, NumaChange change) {
    return definition.with(domain -> {
      boolean specified = domain.at("numatune", "memory") != null;
      boolean automatic = "auto".equals(domain.valueAt("placement", "vcpu"));
      Element memory = domain.open("numatune").open("memory");
      if (change.mode() != null) {
        memory.set("mode", NUMA_MODES.get(change.mode()));
      } else if (!specified) {
        memory.set("mode", NUMA_MODES.getFirst());
      }
      if (change.nodeset() != null) {
        memory.set("nodeset", change.nodeset());
        memory.set("placement", null);
      } else if (!specified && automatic) {
        memory.set("placement", "auto");
      } else if (!specified) {
        throw LibvirtException.of(
            ErrorCode.CONFIG_UNSUPPORTED,
            DOMAIN,
            "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
      }
    });
  }
}
