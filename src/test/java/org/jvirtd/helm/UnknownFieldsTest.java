package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What finds typing errors in manifests finds them at every depth. */
class UnknownFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ apiVersion: v1, kind: Service, spec: { ports: [ { port: 1 } ] } } |",
        "{ apiVersion: v1, kind: Service, spec: { ports: [ { port: 1, targetport: 2 } ] } } | .spec.ports[].targetport",
        "{ apiVersion: v1, kind: Service, metdata: { name: a } } | .metdata",
        "{ apiVersion: apps/v1, kind: DaemonSet, spec: { template: { spec: { containers: [ { livenessProbe: { httpget: { path: / } } } ] } } } } | .spec.template.spec.containers[].livenessProbe.httpget",
        "{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: { ingress: [ { from: [ { ipblock: { cidr: a } } ] } ] } } | .spec.ingress[].from[].ipblock",
        "{ apiVersion: cert-manager.io/v1, kind: Certificate, spec: { issuerRef: { named: a } } } | .spec.issuerRef.named",
        "{ apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: { endpoints: [ { relabellings: [ ] } ] } } | .spec.endpoints[].relabellings",
        "{ apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, spec: { groups: [ { rules: [ { fore: 1m } ] } ] } } | .spec.groups[].rules[].fore",
        "{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, spec: { metrics: [ { pods: { target: { average: 1 } } } ] } } | .spec.metrics[].pods.target.average",
        "{ apiVersion: policy/v1, kind: PodDisruptionBudget, spec: { maxunavailable: 1 } } | .spec.maxunavailable"
      })
  void ofAnyKind(String manifest, @Nullable String field) {
    var found = UnknownFields.of(Manifests.parse(manifest).objects().getFirst());
    if (field == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).containsExactly(field);
    }
  }
}
