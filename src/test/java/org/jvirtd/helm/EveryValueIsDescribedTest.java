package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * values.yaml, values.schema.json and the table in README.md say the same. Two parts are made and
 * not written: the schema of {@code config.jvirtd}, of the daemon's properties, and the table, of
 * the schema's descriptions and the values' defaults. After a change run
 *
 * <pre>
 *   ./mvnw test -Dtest=EveryValueIsDescribedTest -Dhelm.write=true
 * </pre>
 */
class EveryValueIsDescribedTest {
  private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- values: made by EveryValueIsDescribedTest -->\n";
  private static final String END = "<!-- end of values -->\n";
  private static final String HOW =
      "run: ./mvnw test -Dtest=EveryValueIsDescribedTest -Dhelm.write=true";

  private final Map<String, Object> schema = Json.parse(Chart.text(SCHEMA));
  private final Map<String, Object> values =
      new Yaml().load(Chart.text(Chart.FOLDER.resolve("values.yaml")));

  @Test
  void theSchemaAdmitsTheDaemonsPropertiesAndNoOthers() throws IOException {
    Map<String, Object> definitions = node(schema, "definitions");
    Map<String, Object> expected = new LinkedHashMap<>(definitions);
    expected.put("jvirtd", ConfigurationSchema.of(metadata()));
    Map<String, Object> made = new LinkedHashMap<>(schema);
    made.put("definitions", expected);
    if (Boolean.getBoolean("helm.write")) {
      Files.writeString(SCHEMA, Json.write(made));
    }
    assertThat(Chart.text(SCHEMA)).as(HOW).isEqualTo(Json.write(made));
  }

  @Test
  void whatOtherValuesDecideIsAPropertyOfTheDaemon() throws IOException {
    for (String property : ConfigurationSchema.DECIDED_ELSEWHERE.keySet()) {
      assertThat(metadata()).contains("\"jvirtd." + property + "\"");
    }
  }

  @Test
  void everyValueIsInTheSchemaWithADescriptionAndTheOtherWayRound() {
    assertSameNames("", values, schema);
  }

  private void assertSameNames(
      String path, Map<String, Object> values, Map<String, Object> schema) {
    Map<String, Object> described = new LinkedHashMap<>(node(schema, "properties"));
    described.keySet().removeAll(List.of("global", "successThreshold", "initialDelaySeconds"));
    assertThat(described.keySet()).as("values below '%s'", path).isEqualTo(values.keySet());
    assertThat(schema.get("additionalProperties")).as("'%s' admits others", path).isEqualTo(false);
    values.forEach((name, value) -> {
      Map<String, Object> node = node(described, name);
      assertThat(node.get("description")).as("description of %s%s", path, name).isNotNull();
      if (isGroup(name, node)) {
        assertSameNames(path + name + ".", map(value), node);
      }
    });
  }

  @Test
  void theTableInTheReadmeIsComplete() throws IOException {
    List<String> rows = new ArrayList<>();
    addRows(rows, "", values, schema);
    assertThat(rows).hasSizeGreaterThan(100);
    String table =
        BEGIN + "| value | default | meaning |\n|---|---|---|\n" + String.join("", rows) + END;

    String text = Chart.text(README);
    String made =
        text.substring(0, text.indexOf(BEGIN))
            + table
            + text.substring(text.indexOf(END) + END.length());
    if (Boolean.getBoolean("helm.write")) {
      Files.writeString(README, made);
    }
    assertThat(Chart.text(README)).as(HOW).isEqualTo(made);
  }

  private static void addRows(
      List<String> rows, String path, Map<String, Object> values, Map<String, Object> schema) {
    values.forEach((name, value) -> {
      Map<String, Object> node = node(node(schema, "properties"), name);
      if (isGroup(name, node)) {
        addRows(rows, path + name + ".", map(value), node);
      } else {
        rows.add(
            "| `%s%s` | `%s` | %s |\n"
                .formatted(
                    path,
                    name,
                    Json.compact(value),
                    String.valueOf(node.get("description")).replace("|", "\\|")));
      }
    });
  }

  /**
   * Whether a value is a group of values of the chart's, and not one that Kubernetes or Spring
   * knows.
   */
  private static boolean isGroup(String name, Map<String, Object> node) {
    return node.containsKey("properties")
        && !List.of("config", "behavior", "affinity", "resources").contains(name);
  }

  private static Map<String, Object> node(Map<String, Object> parent, String name) {
    return map(parent.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static String metadata() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EveryValueIsDescribedTest.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
