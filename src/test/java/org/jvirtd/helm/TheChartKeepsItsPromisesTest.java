package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What README.md says that a value does. */
class TheChartKeepsItsPromisesTest {
  private static final String NOTHING = "{}";

  private static Manifests combination(String name) {
    return Chart.render(Chart.valuesOf(name + "-values.yaml"));
  }

  private static List<Integer> rpcPorts(Manifests manifests) {
    return manifests.find(Service.class, "demo-jvirtd").stream()
        .flatMap(service -> service.getSpec().getPorts().stream())
        .map(port -> port.getPort())
        .toList();
  }

  @Test
  void helmsOwnCheckFindsNothing() {
    LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
    assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
    assertThat(result.isFailed()).isFalse();
  }

  @Test
  void asItComesNobodyReachesRpcButOverForwardedPorts() {
    Manifests manifests = Chart.render(NOTHING);
    assertThat(rpcPorts(manifests)).isEmpty();
    assertThat(manifests.daemon().getPorts())
        .extracting(it -> it.getName())
        .containsExactly("http");
    assertThat(Configuration.of(manifests).properties().listen().tcp().address())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void rpcIsOpenWithCertificatesOrLoginsOrWhenThatIsAskedFor() {
    assertThat(rpcPorts(combination("sandbox-tls"))).containsExactly(443);
    assertThat(rpcPorts(combination("sandbox-certmanager"))).containsExactly(16509, 16514);
    assertThat(rpcPorts(combination("sandbox-open"))).containsExactly(16509);
  }

  @Test
  void thePolicyLetsInTheNamespaceAndTheTest() {
    var rules = combination("sandbox-open").one(NetworkPolicy.class).getSpec().getIngress();
    assertThat(rules).hasSize(3);
    assertThat(rules.getFirst().getFrom().getFirst().getPodSelector().getMatchLabels())
        .isEqualTo(
            Map.of(
                "app.kubernetes.io/name", "jvirtd",
                "app.kubernetes.io/instance", "demo",
                "app.kubernetes.io/component", "test"));
    assertThat(rules.get(0).getPorts())
        .extracting(it -> it.getPort().getStrVal())
        .containsExactly("http", "rpc");
    assertThat(rules.get(1).getFrom().getFirst().getPodSelector().getMatchLabels()).isEmpty();
    assertThat(rules.get(1).getPorts())
        .extracting(it -> it.getPort().getStrVal())
        .containsExactly("http");
    assertThat(rules.get(2).getFrom())
        .extracting(it -> it.getIpBlock().getCidr())
        .containsExactly("0.0.0.0/0", "::/0");
    assertThat(rules.get(2).getPorts())
        .extracting(it -> it.getPort().getStrVal())
        .containsExactly("rpc");
  }

  @Test
  void anEmptyListOfPeersIsNobodyAndNotEverybody() {
    // In a NetworkPolicy itself a rule without peers admits all.
    NetworkPolicy policy =
        Chart.render(
                "{ rpc: { tcp: { insecure: true } }, networkPolicy: { rpcFrom: [], httpFrom: [] } }")
            .one(NetworkPolicy.class);
    assertThat(policy.getSpec().getIngress()).hasSize(1);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getEgress()).isEmpty();
  }

  @Test
  void aChangeOfTheConfigurationMakesNewPodsAndNothingElseDoes() {
    String before = checksum(NOTHING);
    assertThat(checksum("config: { jvirtd: { workers: { max: 40 } } }")).isNotEqualTo(before);
    assertThat(checksum("drain: { seconds: 30 }")).isNotEqualTo(before);
    assertThat(checksum("rpc: { tcp: { insecure: true } }")).isNotEqualTo(before);
    assertThat(checksum("deployment: { replicas: 4 }")).isEqualTo(before);
    assertThat(Chart.render("deployment: { replicas: 4 }").pod())
        .isEqualTo(Chart.render(NOTHING).pod());
  }

  private static String checksum(String values) {
    return Chart.render(values)
        .pod()
        .getMetadata()
        .getAnnotations()
        .getOrDefault("checksum/config", "");
  }

  @Test
  void whatIsConfiguredArrivesAndNumbersStayNumbers() {
    Configuration configuration = Configuration.of(combination("sandbox-open"));
    assertThat(configuration.properties().clients().max()).isEqualTo(10000);
    assertThat(configuration.properties().clients().maxOutboundTotal()).isEqualTo(134_217_728);
    assertThat(configuration.properties().drivers().test().maxVolumeBytes()).isEqualTo(16_777_216);
    assertThat(configuration.value("logging.level.org.springframework", String.class))
        .isEqualTo("error");
    Configuration tls = Configuration.of(combination("sandbox-tls"));
    assertThat(tls.properties().listen().tls().allowedDns()).containsExactly("C=GB,O=Red Hat,CN=*");
    assertThat(tls.properties().listen().unix().rwPerms()).isEqualTo("0700");
    assertThat(Configuration.of(combination("node")).properties().listen().unix().rwPerms())
        .isEqualTo("0770");
  }

  @Test
  void whatOtherValuesDecideTheConfigurationDoesNotChange() {
    Configuration configuration =
        Configuration.of(
            Chart.render(
                "config: { server: { address: 127.0.0.1, port: 1 }, spring: { lifecycle: { timeout-per-shutdown-phase: 1h } } }"));
    assertThat(configuration.value("server.address", String.class)).isEqualTo("0.0.0.0");
    assertThat(configuration.value("server.port", Integer.class)).isEqualTo(8080);
    assertThat(configuration.drain()).hasSeconds(20);
  }

  @Test
  void theGracePeriodFollowsTheDrain() {
    assertThat(Chart.render(NOTHING).pod().getSpec().getTerminationGracePeriodSeconds())
        .isEqualTo(60);
    Manifests slow = Chart.render("drain: { seconds: 300, preStopSeconds: 0 }");
    assertThat(slow.pod().getSpec().getTerminationGracePeriodSeconds()).isEqualTo(615);
    assertThat(slow.daemon().getLifecycle()).isNull();
    assertThat(Configuration.of(slow).drain()).hasMinutes(5);
  }

  @Test
  void aSecretAndACertificateAreMountedAsTheBundleNamesThem() {
    Manifests manifests = combination("sandbox-tls");
    assertThat(secret(manifests, "tls")).isEqualTo("jvirtd-certificate");
    assertThat(secret(manifests, "client-ca")).isEqualTo("virt-clients");
    var items =
        manifests.pod().getSpec().getVolumes().stream()
            .filter(it -> it.getName().equals("client-ca"))
            .flatMap(it -> it.getSecret().getItems().stream())
            .toList();
    assertThat(items).extracting(it -> it.getKey()).containsExactly("authorities.pem");
    assertThat(items).extracting(it -> it.getPath()).containsExactly("ca.crt");
    // A part of a Secret that is mounted by itself does not change while the pod runs.
    assertThat(manifests.daemon().getVolumeMounts())
        .allSatisfy(it -> assertThat(it.getSubPath()).isNull());
  }

  private static String secret(Manifests manifests, String volume) {
    return manifests.pod().getSpec().getVolumes().stream()
        .filter(it -> it.getName().equals(volume))
        .map(it -> it.getSecret().getSecretName())
        .findAny()
        .orElse("");
  }

  @Test
  void theCertificateIsForTheServiceAndForForwardedPorts() {
    Manifests manifests = combination("sandbox-certmanager");
    var certificate = manifests.one(Certificate.class).getSpec();
    assertThat(certificate.getSecretName()).isEqualTo(secret(manifests, "tls"));
    assertThat(certificate.getDnsNames())
        .contains(
            "demo-jvirtd",
            "demo-jvirtd.labs.svc",
            "demo-jvirtd.labs.svc.cluster.local",
            "localhost",
            "virt.example.org");
    assertThat(certificate.getIpAddresses()).containsExactly("127.0.0.1", "192.0.2.1");
    assertThat(certificate.getIssuerRef().getKind()).isEqualTo("ClusterIssuer");
    // What GnuTLS wants of a key that is not elliptic.
    assertThat(certificate.getUsages()).contains("key encipherment", "digital signature");
    assertThat(certificate.getPrivateKey().getEncoding()).isEqualTo("PKCS8");
    // Without clients' certificates nobody needs an authority.
    assertThat(secret(manifests, "client-ca")).isEmpty();
    assertThat(manifests.configuration()).doesNotContain("truststore");
  }

  @Test
  void aDeploymentIsReplacedWithoutAGapAndADaemonSetOneAfterTheOther() {
    Deployment deployment = Chart.render(NOTHING).one(Deployment.class);
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(
            deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
        .isZero();
    var node = combination("node").pod();
    assertThat(node.getSpec().getVolumes())
        .anySatisfy(it -> assertThat(it.getHostPath()).isNotNull());
    assertThat(node.getSpec().getContainers().getFirst().getPorts())
        .filteredOn(it -> it.getHostPort() != null)
        .extracting(it -> it.getHostPort())
        .containsExactly(16509, 16514);
  }

  @Test
  void onANodeTheServiceLeadsToTheNodesOwnDaemon() {
    assertThat(policyOf(combination("node-in-cluster"))).isEqualTo("Local");
    assertThat(policyOf(combination("sandbox-open"))).isEqualTo("Cluster");
    assertThat(
            policyOf(
                Chart.render(
                    "{ kind: DaemonSet, rpc: { tcp: { insecure: true } }, service: { rpc: { internalTrafficPolicy: Cluster } } }")))
        .isEqualTo("Cluster");
  }

  private static String policyOf(Manifests manifests) {
    return manifests
        .find(Service.class, "demo-jvirtd")
        .orElseThrow()
        .getSpec()
        .getInternalTrafficPolicy();
  }

  @Test
  void onlyADeploymentHasABudgetAndScales() {
    assertThat(combination("node").all(PodDisruptionBudget.class)).isEmpty();
    assertThat(
            Chart.render(NOTHING)
                .one(PodDisruptionBudget.class)
                .getSpec()
                .getMaxUnavailable()
                .getIntVal())
        .isEqualTo(1);
    Manifests scaled = combination("sandbox-certmanager");
    var scaler = scaled.one(HorizontalPodAutoscaler.class).getSpec();
    assertThat(scaler.getMinReplicas()).isEqualTo(2);
    assertThat(scaler.getMaxReplicas()).isEqualTo(5);
    var metric = scaler.getMetrics().getFirst().getPods();
    assertThat(metric.getTarget().getAverageValue().getNumericalAmount())
        .isEqualByComparingTo("0.65");
    assertThat(scaler.getBehavior().getScaleDown().getPolicies()).hasSize(1);
    // Otherwise each upgrade would undo what the autoscaler has done.
    assertThat(scaled.one(Deployment.class).getSpec().getReplicas()).isNull();
    String name = TheDaemonRunsAsTheChartSetsItUpTest.SCALING_METRIC;
    assertThat(metric.getMetric().getName()).isEqualTo(name);
    assertThat(Chart.file("README.md")).contains("seriesQuery: '" + name + "{server=\"libvirtd\"");
  }

  @Test
  void replicasSpreadAmongTheirOwnKind() {
    assertThat(
            combination("sandbox-open")
                .pod()
                .getSpec()
                .getTopologySpreadConstraints()
                .getFirst()
                .getLabelSelector()
                .getMatchLabels())
        .containsEntry("app.kubernetes.io/instance", "demo")
        .containsEntry("app.kubernetes.io/component", "daemon");
    assertThat(
            combination("own")
                .pod()
                .getSpec()
                .getTopologySpreadConstraints()
                .getFirst()
                .getLabelSelector()
                .getMatchLabels())
        .isEqualTo(Map.of("example.org/tier", "lab"));
  }

  @Test
  void namesImagesAndLabelsAreOnesOwn() {
    Manifests own = combination("own");
    assertThat(own.workload().getMetadata().getName()).isEqualTo("virt");
    assertThat(own.daemon().getImage()).startsWith("registry.example.org/virt/jvirtd@sha256:0123");
    assertThat(own.one(ServiceAccount.class).getMetadata().getName()).isEqualTo("virt-daemon");
    assertThat(own.objects())
        .allSatisfy(it ->
            assertThat(it.getMetadata().getLabels()).containsEntry("example.org/owner", "anna"));
    assertThat(own.pod().getMetadata().getLabels()).containsEntry("example.org/tier", "lab");
    assertThat(own.pod().getMetadata().getAnnotations())
        .containsEntry("example.org/reviewed", "yes");
    assertThat(own.daemon().getEnv())
        .extracting(it -> it.getName())
        .containsExactly("JAVA_TOOL_OPTIONS", "NODE_NAME");
    assertThat(own.daemon().getEnvFrom()).hasSize(1);
    assertThat(own.pod().getSpec().getImagePullSecrets()).hasSize(1);
    assertThat(own.pod().getSpec().getAffinity().getNodeAffinity()).isNotNull();
    assertThat(own.one(Pod.class).getSpec().getAffinity().getNodeAffinity()).isNotNull();
  }

  @Test
  void theImageIsOfTheVersionOfTheProject() {
    String pom = Chart.text(Path.of("pom.xml"));
    assertThat(Chart.render(NOTHING).daemon().getImage()).startsWith("jvirtd:");
    String version = Chart.render(NOTHING).daemon().getImage().substring("jvirtd:".length());
    assertThat(pom)
        .contains("<artifactId>jvirtd</artifactId>\n  <version>" + version + "</version>");
  }

  @Test
  void alertsAndDashboardAreTheFilesOfTheChart() {
    Manifests watched = combination("sandbox-certmanager");
    var rules = watched.one(PrometheusRule.class).getSpec().getGroups();
    Map<String, List<Map<String, Object>>> file = new Yaml().load(Chart.file("files/rules.yml"));
    assertThat(rules).hasSameSizeAs(file.get("groups"));
    assertThat(rules).allSatisfy(group -> assertThat(group.getRules()).isNotEmpty());
    assertThat(rules)
        .flatExtracting(it -> it.getRules())
        .allSatisfy(rule -> assertThat(rule.getExpr().getStrVal()).isNotBlank());
    ConfigMap dashboard = watched.find(ConfigMap.class, "demo-jvirtd-dashboard").orElseThrow();
    assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(Json.parse(dashboard.getData().getOrDefault("jvirtd.json", "")))
        .isEqualTo(Json.parse(Chart.file("files/dashboard.json")));
    // The chart's templates must not take the alerts' own templates for theirs.
    assertThat(rules.toString()).contains("{{ $labels.instance }}");
  }

  @Test
  void theAlertsFindTheJobWhateverTheReleaseIsCalled() {
    var endpoint =
        combination("sandbox-certmanager")
            .one(ServiceMonitor.class)
            .getSpec()
            .getEndpoints()
            .getFirst();
    assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
    assertThat(endpoint.getRelabelings()).hasSize(2);
    assertThat(endpoint.getRelabelings().getFirst().getTargetLabel()).isEqualTo("job");
    assertThat(endpoint.getRelabelings().getFirst().getReplacement()).isEqualTo("jvirtd");
  }

  // ---- What Helm says ----

  @Test
  void theNotesTellHowToConnect() {
    assertThat(Chart.notes(NOTHING))
        .contains(
            "port-forward deployment/demo-jvirtd 16509",
            "virsh -c test+tcp://127.0.0.1:16509/default")
        .doesNotContain("WARNING");
    assertThat(notes("sandbox-tls"))
        .contains(
            "test+tls://demo-jvirtd.labs.svc:443/default?pkipath=", "clientcert.pem", "{.nodePort}")
        .doesNotContain("WARNING", "authfile", "RPC over TCP");
    assertThat(notes("sandbox-certmanager"))
        .contains(
            "authfile=",
            "get secret demo-jvirtd-tls",
            "jvirtd_workers_utilization",
            "networkPolicy.httpFrom")
        .doesNotContain("WARNING", "clientcert.pem");
    assertThat(notes("node"))
        .contains(
            "daemonset/demo-jvirtd",
            "test+unix:///default?socket=/run/jvirtd/libvirt-sock",
            "port 16514 (TLS)",
            "\"restricted\"")
        .doesNotContain("WARNING", "systemd-tmpfiles");
    assertThat(notes("bare")).contains("UNIX sockets", "/actuator/health").doesNotContain("virsh");
  }

  private static String notes(String combination) {
    return Chart.notes(Chart.valuesOf(combination + "-values.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sandbox-open", "node-in-cluster"})
  void theNotesWarnOfDoorsThatAreOpen(String combination) {
    assertThat(notes(combination)).contains("WARNING: rpc.tcp.insecure is set");
  }

  @Test
  void theNotesWarnOfTlsThatAsksForNothing() {
    assertThat(notes("node-in-cluster")).contains("WARNING: rpc.tls.insecure is set");
  }

  @Test
  void noteLinesAreCleanText() {
    assertThat(
            Chart.combinations().stream()
                .flatMap(it -> notes(it.replace("-values.yaml", "")).lines()))
        .noneMatch(
            line -> line.contains("<no value>") || line.contains("%!") || line.endsWith(" "));
  }

  @Test
  void objectsOfNoUseAreNotMade() {
    Manifests bare = combination("bare");
    assertThat(Stream.of(NetworkPolicy.class, ServiceAccount.class, PodDisruptionBudget.class))
        .allSatisfy(type -> assertThat(bare.all(type)).isEmpty());
    assertThat(bare.pod().getSpec().getServiceAccountName()).isEqualTo("default");
    assertThat(bare.daemon().getResources()).isNull();
  }
}
