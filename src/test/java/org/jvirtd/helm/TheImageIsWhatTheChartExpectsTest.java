package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile's image has the user, the folders and the ports that the chart counts on. */
class TheImageIsWhatTheChartExpectsTest {
  private static final Manifests MANIFESTS = Chart.render(Chart.valuesOf("node-values.yaml"));
  private static final String DOCKERFILE = lastStages(Chart.text(Path.of("Dockerfile")));

  /** Without comments, and with continued lines as one. */
  private static String lastStages(String dockerfile) {
    return dockerfile.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
  }

  private static List<String> instructions(String name) {
    return Pattern.compile("(?m)^" + name + "\\s+(.*)$")
        .matcher(DOCKERFILE)
        .results()
        .map(MatchResult::group)
        .map(line -> line.substring(name.length()).strip())
        .toList();
  }

  @Test
  void theUserIsTheSame() {
    var security = MANIFESTS.pod().getSpec().getSecurityContext();
    assertThat(instructions("USER"))
        .last()
        .isEqualTo(security.getRunAsUser() + ":" + security.getRunAsGroup());
  }

  @Test
  void theConfigurationIsMountedWhereSpringLooks() {
    assertThat(instructions("WORKDIR")).last().isEqualTo("/app");
    assertThat(MANIFESTS.daemon().getVolumeMounts())
        .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/app/config"));
  }

  @Test
  void itsEnvironmentSetsNoProperty() {
    // The environment goes before files: what it says the chart's application.yml could not change.
    assertThat(instructions("ENV"))
        .isNotEmpty()
        .noneMatch(line ->
            Pattern.compile("\\b(JVIRTD|SERVER|SPRING|MANAGEMENT|LOGGING)_").matcher(line).find());
  }

  @Test
  void itsPortsAreThePods() {
    List<String> ports =
        MANIFESTS.daemon().getPorts().stream()
            .map(ContainerPort::getContainerPort)
            .map(String::valueOf)
            .toList();
    assertThat(instructions("EXPOSE").getLast().split("\\s+"))
        .containsExactlyInAnyOrderElementsOf(ports);
  }
}
