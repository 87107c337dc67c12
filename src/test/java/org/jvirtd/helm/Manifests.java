package org.jvirtd.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the chart renders to, in the types of Kubernetes and of the operators. */
record Manifests(List<HasMetadata> objects) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Manifests parse(String yaml) {
    List<HasMetadata> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
      if (document != null) {
        objects.add((HasMetadata) MAPPER.convertValue(document, KubernetesResource.class));
      }
    }
    return new Manifests(objects);
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The only one of its type. */
  <T extends HasMetadata> T one(Class<T> type) {
    List<T> found = all(type);
    if (found.size() != 1) {
      throw new AssertionError(
          "%d of %s in %s".formatted(found.size(), type.getSimpleName(), names()));
    }
    return found.getFirst();
  }

  <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return all(type).stream().filter(it -> name.equals(it.getMetadata().getName())).findAny();
  }

  List<String> names() {
    return objects.stream().map(it -> it.getKind() + "/" + it.getMetadata().getName()).toList();
  }

  /** The Deployment or the DaemonSet. */
  HasMetadata workload() {
    List<HasMetadata> found = new ArrayList<>(all(Deployment.class));
    found.addAll(all(DaemonSet.class));
    if (found.size() != 1) {
      throw new AssertionError("not one workload: " + names());
    }
    return found.getFirst();
  }

  /** The daemon's pod. */
  PodTemplateSpec pod() {
    return switch (workload()) {
      case Deployment deployment -> deployment.getSpec().getTemplate();
      case DaemonSet daemonSet -> daemonSet.getSpec().getTemplate();
      default -> throw new AssertionError("no pods");
    };
  }

  Container daemon() {
    return pod().getSpec().getContainers().stream()
        .filter(container -> container.getName().equals("jvirtd"))
        .findAny()
        .orElseThrow();
  }

  /** The daemon's application.yml. */
  String configuration() {
    ConfigMap map =
        find(ConfigMap.class, workload().getMetadata().getName())
            .orElseThrow(() -> new AssertionError("no ConfigMap of the daemon"));
    return Objects.requireNonNull(map.getData().get("application.yml"));
  }
}
