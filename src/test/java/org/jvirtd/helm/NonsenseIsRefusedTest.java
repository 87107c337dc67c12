package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that mean nothing, or more than was said, are refused with a word that helps. */
class NonsenseIsRefusedTest {
  private static final String TLS = "rpc: { tls: { enabled: true, existingSecret: s, %s } }";

  static Stream<Arguments> nonsense() {
    return Stream.of(
        // typing errors
        refused("replicaCount: 2", "replicaCount"),
        refused("rpc: { tcp: { insecur: true } }", "insecur"),
        refused("config: { jvirtd: { workers: { mx: 3 } } }", "mx"),
        refused("config: { jvird: { workers: { max: 3 } } }", "jvird"),
        refused("config: { jvirtd: { workers: { max: many } } }", "max"),
        refused("config: { jvirtd: { keepalive: { interval: 5 } } }", "interval"),
        refused("config: { jvirtd: { access: { rules: [ { whom: [ '*' ] } ] } } }", "whom"),
        refused("config: { jvirtd: { access: { default-level: all } } }", "default-level"),
        refused("kind: StatefulSet", "kind"),
        refused("drain: { seconds: 20s }", "seconds"),
        refused("image: { digest: 'md5:1' }", "digest"),
        refused("networkPolicy: { rpcFrom: [ { pods: {} } ] }", "pods"),
        // what other values decide
        refused("config: { jvirtd: { listen: { tcp: { address: 0.0.0.0 } } } }", "tcp"),
        refused("config: { jvirtd: { listen: { tls: { insecure: true } } } }", "insecure"),
        refused("config: { jvirtd: { sasl: { users: /users } } }", "users"),
        refused("config: { jvirtd: { http: { users: /users } } }", "users"),
        refused("config: { jvirtd: { tracing: { headers: { a: b } } } }", "headers"),
        // values that do not go together
        refused("rpc: { tls: { enabled: true } }", "rpc.tls.enabled needs a certificate"),
        refused(
            TLS.formatted("certManager: { enabled: true, issuerRef: { name: i } }"), "not both"),
        refused(
            "rpc: { tls: { enabled: true, certManager: { enabled: true } } }", "issuerRef.name"),
        refused("rpc: { tls: { certManager: { enabled: true } } }", "needs rpc.tls.enabled"),
        refused(TLS.formatted("clientCertificates: none"), "rpc.tls would let everybody in"),
        refused(TLS.formatted("clientCertificates: optional"), "rpc.tls would let everybody in"),
        refused("rpc: { tcp: { auth: sasl } }", "sasl.existingSecret"),
        refused("rpc: { unix: { auth: sasl } }", "sasl.existingSecret"),
        refused(TLS.formatted("auth: sasl"), "sasl.existingSecret"),
        refused("config: { server: { ssl: { bundle: http } } }", "speak plain HTTP"),
        refused("{ kind: DaemonSet, autoscaling: { enabled: true } }", "needs kind=Deployment"),
        refused("daemonSet: { socketsHostPath: /run/jvirtd }", "needs kind=DaemonSet"),
        refused("daemonSet: { hostPorts: { tls: 16514 } }", "needs kind=DaemonSet"),
        refused(
            "{ kind: DaemonSet, daemonSet: { prepareHostPath: true } }",
            "needs daemonSet.socketsHostPath"),
        refused(
            "{ kind: DaemonSet, daemonSet: { hostPorts: { tcp: 16509 } } }",
            "RPC over TCP that is open beyond the pod"),
        refused(
            "{ kind: DaemonSet, daemonSet: { hostPorts: { tls: 16514 } } }",
            "needs rpc.tls.enabled"),
        refused(
            "autoscaling: { enabled: true, minReplicas: 6 }",
            "minReplicas (6) is more than autoscaling.maxReplicas (5)"));
  }

  private static Arguments refused(String values, String because) {
    return Arguments.of(values, because);
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void withAMessageThatNamesIt(String values, String because) {
    assertThatThrownBy(() -> Chart.render(values))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(because);
  }

  @Test
  void theValuesOfAParentChartAreNot() {
    assertThat(Chart.render("global: { registry: example.org }").objects()).isNotEmpty();
  }

  @Test
  void anOlderKubernetesIs() {
    assertThatThrownBy(() -> Chart.renderFor("v1.29.9", "{}"))
        .hasMessageContaining("requires kubeVersion: >=1.30.0");
  }
}
