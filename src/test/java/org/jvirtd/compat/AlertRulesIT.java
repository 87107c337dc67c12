package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts of the chart, as Prometheus's own tool reads them and plays their tests. */
@NeedsPeer(Peer.PROMTOOL)
class AlertRulesIT {
  private static final Path RULES = Path.of("helm", "files", "rules.yml");
  private static final Path TESTS = Path.of("src", "test", "resources", "prometheus");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theRulesAreWellFormed() {
    promtool("check", "rules", RULES.toString());
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theAlertsFireAndDoNotFire(Path test) {
    promtool("test", "rules", test.toString());
  }

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.sorted().toList();
    }
  }

  private static void promtool(String... arguments) {
    List<String> argv =
        Stream.concat(Stream.of(Peer.PROMTOOL.path()), Stream.of(arguments)).toList();
    var outcome = Command.run(PATIENCE, argv);
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
  }
}
