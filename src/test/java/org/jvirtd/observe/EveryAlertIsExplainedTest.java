package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every alert says what it is about, is explained in docs/operating.md, and has a test. */
class EveryAlertIsExplainedTest {
  private static final Path RULES = Path.of("helm", "files", "rules.yml");
  private static final Path TESTS = Path.of("src", "test", "resources", "prometheus");
  private static final Path DOCUMENT = Path.of("docs", "operating.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^#### (Jvirtd\\w+)$");
  private static final Set<String> SEVERITIES = Set.of("critical", "warning");

  /** An alert, as the file of rules has it. */
  private record Alert(String name, String severity, Map<String, String> annotations) {}

  @Test
  void itHasASeverityASummaryADescriptionAndAnAnchor() throws IOException {
    assertThat(alerts())
        .hasSizeGreaterThan(20)
        .allSatisfy(alert -> {
          assertThat(alert.severity).isIn(SEVERITIES);
          assertThat(alert.annotations).containsOnlyKeys("summary", "description", "runbook_url");
          assertThat(alert.annotations.get("summary")).contains("jvirtd", "$labels.instance");
          assertThat(alert.annotations.get("runbook_url"))
              .isEqualTo("docs/operating.md#" + alert.name.toLowerCase(Locale.ROOT));
        });
  }

  @Test
  void theDocumentHasASectionOnEachAndOnNoOther() throws IOException {
    List<String> explained =
        HEADING
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(heading -> heading.group(1))
            .toList();
    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::name).toList());
  }

  @Test
  void eachIsTestedToFire() throws IOException {
    Set<String> firing = new TreeSet<>();
    for (Map<String, Object> test : tests()) {
      for (Map<String, Object> moment : maps(test.get("alert_rule_test"))) {
        if (!maps(moment.get("exp_alerts")).isEmpty()) {
          firing.add(String.valueOf(moment.get("alertname")));
        }
      }
    }
    assertThat(firing)
        .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::name).toList());
  }

  /** An alert that fires in one daemon must leave another alone, in the same test. */
  @Test
  void eachTestHasMoreThanOneThingThatMightFire() throws IOException {
    assertThat(tests())
        .allSatisfy(test -> assertThat(maps(test.get("input_series"))).hasSizeGreaterThan(1));
  }

  private static List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    Map<String, Object> rules = new Yaml().load(Files.readString(RULES));
    for (Map<String, Object> group : maps(rules.get("groups"))) {
      for (Map<String, Object> rule : maps(group.get("rules"))) {
        String severity = texts(rule.get("labels")).getOrDefault("severity", "none");
        alerts.add(
            new Alert(String.valueOf(rule.get("alert")), severity, texts(rule.get("annotations"))));
      }
    }
    return alerts;
  }

  private static List<Map<String, Object>> tests() throws IOException {
    List<Map<String, Object>> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(TESTS)) {
      for (Path file : files.toList()) {
        Map<String, Object> content = new Yaml().load(Files.readString(file));
        tests.addAll(maps(content.get("tests")));
      }
    }
    return tests;
  }

  @SuppressWarnings("unchecked") // what YAML has there
  private static List<Map<String, Object>> maps(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked") // what YAML has there
  private static Map<String, String> texts(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, String>) value;
  }
}
