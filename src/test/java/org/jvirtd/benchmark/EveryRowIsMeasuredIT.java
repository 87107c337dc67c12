package org.jvirtd.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.benchmark.server.Libvirtd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run of the whole benchmark, as short as can be: its figures mean nothing, but it works. */
class EveryRowIsMeasuredIT {
  @TempDir static Path output = Path.of("");

  private static String printed = "";
  private static JsonNode results = JsonMapper.shared().nullNode();

  @BeforeAll
  static void run() throws IOException {
    var out = new ByteArrayOutputStream();
    Benchmark.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        "--small=true",
        "--rounds=1",
        "--seconds=0.15",
        "--lead-in=0.01",
        "--warm-up=0.1",
        "--others=100",
        "--output=" + output);
    printed = out.toString(StandardCharsets.UTF_8);
    results = JsonMapper.shared().readTree(output.resolve("results.json"));
  }

  @Test
  void everyScenarioHasARowForEveryTransport() {
    List<String> expected = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      Scenario.all(true).stream()
          .filter(scenario -> scenario.ways().include(transport))
          .forEach(scenario -> expected.add(scenario.id() + " " + transport));
    }
    List<String> rows = new ArrayList<>();
    results.path("rows").forEach(row -> rows.add(text(row, "id") + " " + text(row, "transport")));

    assertThat(rows).isEqualTo(expected);
    assertThat(rows).contains("d tls", "f tls", "c-sasl unix", "f-sasl unix");
  }

  @Test
  void everyDaemonAnsweredInEveryRow() {
    for (JsonNode row : results.path("rows")) {
      List<String> daemons = daemons(row);
      for (String daemon : daemons) {
        JsonNode figures = row.path("daemons").path(daemon);
        assertThat(figures.path("rate").path("median").asDouble())
            .as("%s of %s", row.path("id"), daemon)
            .isPositive();
        assertThat(figures.path("p50Micros").asDouble())
            .isPositive()
            .isLessThanOrEqualTo(figures.path("p999Micros").asDouble());
      }
      assertThat(row.path("ratio").isObject()).isEqualTo(daemons.size() == 2);
    }
  }

  @Test
  void anIdleConnectionsMemoryIsMeasured() {
    for (JsonNode row : results.path("rows")) {
      if (text(row, "id").equals("e-100")) {
        double heap = row.path("daemons").path("jvirtd").path("heapBytesPerIdle").asDouble();
        assertThat(heap).as("bytes of heap, of 100 connections").isBetween(100.0, 100_000.0);
      }
    }
    Map<String, Double> limits = new HashMap<>();
    results
        .path("checks")
        .forEach(check -> {
          if (text(check, "what").startsWith("live heap")) {
            limits.put(text(check, "transport"), check.path("goal").asDouble());
          }
        });
    assertThat(limits).isEqualTo(Map.of("tcp", 2048.0, "unix", 2048.0, "tls", 8192.0));
  }

  @Test
  void whatIsMissingIsSaid() {
    Libvirtd.whyNot().ifPresent(why -> assertThat(printed).contains(why));
    Libvirtd.whyNoLogins().ifPresent(why -> assertThat(printed).contains(why));
    assertThat(results.path("notes").isEmpty()).isEqualTo(Libvirtd.whyNoLogins().isEmpty());

    assertThat(results.path("machine").path("cores").asInt()).isPositive();
    assertThat(results.path("commit").asString()).isNotEmpty();
  }

  @Test
  void theChartIsWellFormedAndHasABarForEveryRow() throws Exception {
    var chart =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(output.resolve("results.svg").toFile());

    int bars = 0;
    for (JsonNode row : results.path("rows")) {
      boolean isAlone = !row.path("ratio").isObject();
      bars += isAlone && Libvirtd.whyNot().isEmpty() ? 0 : 1;
    }
    assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(bars);
    assertThat(Files.readString(output.resolve("results.md"))).contains("| h-stuck |");
  }

  private static List<String> daemons(JsonNode row) {
    boolean logsIn = text(row, "id").endsWith("-sasl");
    Optional<String> why = logsIn ? Libvirtd.whyNoLogins() : Libvirtd.whyNot();
    return why.isPresent() ? List.of("jvirtd") : List.of("jvirtd", "libvirtd");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }
}
