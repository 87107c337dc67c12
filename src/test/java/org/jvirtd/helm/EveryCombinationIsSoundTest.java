package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the chart whatever its values are: its objects are valid and fit together. */
@ParameterizedClass
@MethodSource("combinations")
class EveryCombinationIsSoundTest {
  private static final String COMPONENT = "app.kubernetes.io/component";

  @Parameter private String combination = "";
  private Manifests manifests = new Manifests(List.of());

  static List<String> combinations() {
    return Chart.combinations();
  }

  @BeforeEach
  void render() {
    manifests = Chart.render(Chart.valuesOf(combination));
  }

  @Test
  void noFieldIsUnknownToKubernetesOrItsOperators() {
    assertThat(manifests.objects())
        .allSatisfy(object -> assertThat(UnknownFields.of(object)).isEmpty());
  }

  @Test
  void eachObjectHasANameOfItsOwnItsNamespaceAndTheReleasesLabels() {
    assertThat(manifests.names()).doesNotHaveDuplicates();
    assertThat(manifests.objects())
        .allSatisfy(object -> {
          assertThat(object.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
          assertThat(object.getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE);
          assertThat(object.getMetadata().getLabels())
              .containsEntry("app.kubernetes.io/name", "jvirtd")
              .containsEntry("app.kubernetes.io/instance", Chart.RELEASE)
              .containsEntry("app.kubernetes.io/managed-by", "Helm")
              .containsKey(COMPONENT);
          assertThat(object.getMetadata().getLabels().values())
              .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
        });
  }

  @Test
  void selectorsFindTheDaemonsPodsAndNotTheTestsPod() {
    Map<String, String> daemons = manifests.pod().getMetadata().getLabels();
    Map<String, String> test = manifests.one(Pod.class).getMetadata().getLabels();
    List<Map<String, String>> selectors = new ArrayList<>();
    manifests
        .all(Deployment.class)
        .forEach(it -> selectors.add(it.getSpec().getSelector().getMatchLabels()));
    manifests
        .all(DaemonSet.class)
        .forEach(it -> selectors.add(it.getSpec().getSelector().getMatchLabels()));
    manifests.all(Service.class).forEach(it -> selectors.add(it.getSpec().getSelector()));
    manifests
        .all(NetworkPolicy.class)
        .forEach(it -> selectors.add(it.getSpec().getPodSelector().getMatchLabels()));
    manifests
        .all(PodDisruptionBudget.class)
        .forEach(it -> selectors.add(it.getSpec().getSelector().getMatchLabels()));

    assertThat(selectors).hasSizeGreaterThanOrEqualTo(2);
    assertThat(selectors)
        .allSatisfy(selector -> {
          assertThat(selector).isNotEmpty();
          assertThat(daemons).containsAllEntriesOf(selector);
          assertThat(test.entrySet().containsAll(selector.entrySet())).isFalse();
        });
  }

  @Test
  void portsThatAreNamedAreThere() {
    Set<String> ports = new HashSet<>();
    for (ContainerPort port : manifests.daemon().getPorts()) {
      assertThat(ports.add(port.getName())).isTrue();
      assertThat(port.getName()).hasSizeLessThanOrEqualTo(15);
    }
    for (Service service : manifests.all(Service.class)) {
      assertThat(service.getSpec().getPorts())
          .isNotEmpty()
          .allSatisfy(port -> assertThat(ports).contains(port.getTargetPort().getStrVal()));
    }
    for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
      assertThat(policy.getSpec().getIngress())
          .flatExtracting(rule -> rule.getPorts())
          .isNotEmpty()
          .allSatisfy(port -> assertThat(ports).contains(port.getPort().getStrVal()));
    }
    assertThat(probes())
        .hasSize(3)
        .allSatisfy(probe -> assertThat(ports).contains(probe.getPort().getStrVal()));
  }

  private List<HTTPGetAction> probes() {
    Container daemon = manifests.daemon();
    return Stream.of(
            daemon.getStartupProbe(), daemon.getLivenessProbe(), daemon.getReadinessProbe())
        .map(Probe::getHttpGet)
        .toList();
  }

  @Test
  void whatIsMountedIsThereAndWhatIsThereIsMounted() {
    PodSpec pod = manifests.pod().getSpec();
    Set<String> mounted = new HashSet<>();
    containers(pod)
        .forEach(container ->
            assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .doesNotHaveDuplicates());
    containers(pod)
        .flatMap(container -> container.getVolumeMounts().stream())
        .forEach(mount -> mounted.add(mount.getName()));

    assertThat(pod.getVolumes())
        .extracting(Volume::getName)
        .containsExactlyInAnyOrderElementsOf(mounted);
  }

  @Test
  void objectsThatAreNamedAreThereOrAreTheUsersOwn() {
    PodSpec pod = manifests.pod().getSpec();
    Set<String> theUsers = Set.of("jvirtd-certificate", "virt-clients", "jvirtd-users", "worlds");
    for (Volume volume : pod.getVolumes()) {
      if (volume.getConfigMap() != null) {
        String name = volume.getConfigMap().getName();
        assertThat(theUsers.contains(name) || manifests.find(ConfigMap.class, name).isPresent())
            .as("ConfigMap %s", name)
            .isTrue();
      }
      if (volume.getSecret() != null) {
        String name = volume.getSecret().getSecretName();
        assertThat(
                theUsers.contains(name)
                    || manifests.find(Secret.class, name).isPresent()
                    || manifests.all(Certificate.class).stream()
                        .anyMatch(it -> it.getSpec().getSecretName().equals(name)))
            .as("Secret %s", name)
            .isTrue();
      }
    }
    String account = pod.getServiceAccountName();
    assertThat(
            account.equals("default") || manifests.find(ServiceAccount.class, account).isPresent())
        .isTrue();
    for (HorizontalPodAutoscaler scaler : manifests.all(HorizontalPodAutoscaler.class)) {
      HasMetadata workload = manifests.workload();
      assertThat(scaler.getSpec().getScaleTargetRef().getName())
          .isEqualTo(workload.getMetadata().getName());
      assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(workload.getKind());
      assertThat(scaler.getSpec().getScaleTargetRef().getApiVersion())
          .isEqualTo(workload.getApiVersion());
    }
  }

  @Test
  void theServiceMonitorFindsHttpAndOnlyHttp() {
    for (ServiceMonitor monitor : manifests.all(ServiceMonitor.class)) {
      Map<String, String> selector = monitor.getSpec().getSelector().getMatchLabels();
      List<Service> found =
          manifests.all(Service.class).stream()
              .filter(
                  it -> it.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
              .toList();
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().getSpec().getPorts())
          .extracting(port -> port.getName())
          .contains(monitor.getSpec().getEndpoints().getFirst().getPort());
      assertThat(monitor.getSpec().getNamespaceSelector().getMatchNames())
          .containsExactly(found.getFirst().getMetadata().getNamespace());
    }
  }

  @Test
  void podsKeepToTheLevelRestrictedButForWhatWasAskedFor() {
    assertRestricted(manifests.pod().getSpec());
    assertRestricted(manifests.one(Pod.class).getSpec());
  }

  /** The rules of the pod security level "restricted", one by one. */
  private static void assertRestricted(PodSpec pod) {
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(10001);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(containers(pod))
        .allSatisfy(container -> {
          var security = container.getSecurityContext();
          assertThat(security.getPrivileged()).isNull();
          assertThat(security.getAllowPrivilegeEscalation()).isFalse();
          assertThat(security.getReadOnlyRootFilesystem()).isTrue();
          assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
          if (container.getName().equals("prepare-sockets")) {
            assertThat(security.getCapabilities().getAdd()).containsExactly("CHOWN");
          } else {
            assertThat(security.getCapabilities().getAdd()).isEmpty();
            assertThat(security.getRunAsUser()).isNull();
            assertThat(security.getRunAsNonRoot()).isNull();
          }
        });
  }

  private static Stream<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }

  @Test
  void theAccountHasNoToken() {
    assertThat(manifests.all(ServiceAccount.class))
        .allSatisfy(it -> assertThat(it.getAutomountServiceAccountToken()).isFalse());
  }

  @Test
  void thePodLivesLongEnoughToDrain() {
    PodSpec pod = manifests.pod().getSpec();
    var lifecycle = manifests.daemon().getLifecycle();
    long preStop = lifecycle == null ? 0 : lifecycle.getPreStop().getSleep().getSeconds();
    long phase = Configuration.of(manifests).drain().toSeconds();

    // Two phases wait: that of the daemon, and that of HTTP. Connections, workers and the loop have
    // 5 s each beside.
    assertThat(pod.getTerminationGracePeriodSeconds())
        .isGreaterThanOrEqualTo(preStop + 2 * phase + 15);
  }
}
