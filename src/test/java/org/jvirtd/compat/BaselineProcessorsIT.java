package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.remote.HypervisorProcedures;
import org.jvirtd.rpc.RpcException;

/**
 * The processor that several hosts have in common is libvirt's, for every pair of models and for
 * hosts with features and vendors at random. More of those: {@code
 * -Djvirtd.compat.processors=5000}.
 */
@WithRig
@NeedsPeer(Peer.LIBVIRTD)
class BaselineProcessorsIT {
  private static final int HOSTS_AT_RANDOM = Integer.getInteger("jvirtd.compat.processors", 300);
  private static final int EXPAND_FEATURES = 1;

  private WireHypervisor real;
  private WireHypervisor subject;

  @BeforeEach
  void open(Rig rig) {
    real = WireHypervisor.open(rig.real());
    subject = WireHypervisor.open(rig.subject());
  }

  @AfterEach
  void close() {
    real.close();
    subject.close();
  }

  @Test
  void ofEveryPairOfModels() {
    List<String> models = models();
    assertThat(models).hasSizeGreaterThan(50);
    for (String one : models) {
      for (String other : models) {
        compare(List.of(host(one, "", List.of()), host(other, "", List.of())), 0);
      }
      compare(List.of(host(one, "", List.of())), EXPAND_FEATURES);
    }
  }

  @Test
  void ofHostsWithFeaturesAndVendorsAtRandom() {
    List<String> models = models();
    List<String> features = features(models);
    var random = new Random(1);
    for (int i = 0; i < HOSTS_AT_RANDOM; i++) {
      var hosts = new ArrayList<String>();
      int count = 1 + random.nextInt(4);
      for (int host = 0; host < count; host++) {
        var some = random.ints(random.nextInt(60), 0, features.size()).distinct().boxed();
        hosts.add(
            host(
                models.get(random.nextInt(models.size())),
                List.of("", "", "", "Intel", "AMD", "Hygon", "nobody").get(random.nextInt(7)),
                some.map(features::get).toList()));
      }
      compare(hosts, random.nextInt(2));
    }
  }

  @Test
  void ofOtherArchitectures() {
    for (String architecture : List.of("ppc64le", "s390x", "aarch64", "riscv64", "nonsense")) {
      for (String model : List.of("POWER8", "POWER9", "cortex-a53")) {
        for (String vendor : List.of("", "<vendor>IBM</vendor>", "<vendor>Intel</vendor>")) {
          String host =
              "<cpu><arch>%s</arch><model>%s</model>%s</cpu>"
                  .formatted(architecture, model, vendor);
          compare(List.of(host), 0);
          compare(List.of(host, host), EXPAND_FEATURES);
          compare(List.of(host, host.replace(model, "POWER7")), 0);
        }
      }
    }
  }

  private List<String> models() {
    return real.procedures().connectGetCpuModelNames("x86_64", 1, 0).models();
  }

  /** Those that the models have. */
  private List<String> features(List<String> models) {
    return models.stream()
        .map(model ->
            outcome(real.procedures(), List.of(host(model, "", List.of())), EXPAND_FEATURES))
        .flatMap(xml -> xml.lines().filter(line -> line.contains("<feature")))
        .map(line -> line.replaceFirst(".*name='", "").replaceFirst("'.*", ""))
        .distinct()
        .sorted()
        .toList();
  }

  private static String host(String model, String vendor, List<String> features) {
    return "<cpu><arch>x86_64</arch><model>"
        + model
        + "</model>"
        + (vendor.isEmpty() ? "" : "<vendor>" + vendor + "</vendor>")
        + features.stream()
            .map(name -> "<feature name='" + name + "'/>")
            .collect(Collectors.joining())
        + "</cpu>";
  }

  private void compare(List<String> hosts, int flags) {
    assertThat(outcome(subject.procedures(), hosts, flags))
        .as("%s, flags %d", hosts, flags)
        .isEqualTo(outcome(real.procedures(), hosts, flags));
  }

  private static String outcome(HypervisorProcedures hypervisor, List<String> hosts, int flags) {
    try {
      return hypervisor.connectBaselineCpu(hosts, flags);
    } catch (RpcException e) {
      return e.error().toString();
    }
  }
}
