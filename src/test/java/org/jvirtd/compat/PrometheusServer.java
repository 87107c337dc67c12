package org.jvirtd.compat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A real Prometheus that scrapes one daemon and evaluates its alerts, several times a second. It
 * keeps what it needs in a folder of the test's, and listens on a port that it chooses itself.
 */
final class PrometheusServer implements AutoCloseable {

  /** What {@code promtool} and Prometheus take for a range in a test: 20 scrapes. */
  static final String RANGE = "5s";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENS =
      Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");

  /** A value that a query has found, with its labels. */
  record Sample(Map<String, String> labels, double value) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final String root;

  private PrometheusServer(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.root = "http://127.0.0.1:" + awaitPort() + "/api/v1/";
  }

  /**
   * Starts one.
   *
   * @param folder for all that it needs; nothing else is in it
   * @param target the HTTP port of the daemon
   * @param rules the text of a file of rules
   */
  static PrometheusServer start(Path folder, int target, String rules) {
    try {
      Path configuration = folder.resolve("prometheus.yml");
      Files.writeString(configuration, configuration(target));
      Files.writeString(folder.resolve("rules.yml"), rules);
      Path log = folder.resolve("log");
      Process process =
          new ProcessBuilder(
                  Peer.PROMETHEUS.path(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:0")
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new PrometheusServer(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(int target) {
    return """
    global:
      scrape_interval: 250ms
      evaluation_interval: 250ms
    rule_files:
      - rules.yml
    scrape_configs:
      - job_name: jvirtd
        metrics_path: /actuator/prometheus
        static_configs:
          - targets: ['127.0.0.1:%d']
    """
        .formatted(target);
  }

  private int awaitPort() {
    return Awaitility.await("Prometheus listens")
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("Prometheus has ended: " + Files.readString(log));
              }
              Matcher said = LISTENS.matcher(Files.readString(log));
              return said.find() ? Integer.parseInt(said.group(1)) : 0;
            },
            port -> port > 0);
  }

  /**
   * What a query finds now.
   *
   * @throws AssertionError if Prometheus does not understand it
   */
  List<Sample> query(String promql) {
    List<Map<String, Object>> found =
        JsonPath.read(get("query?query=" + encoded(promql)), "$.data.result");
    return found.stream().map(PrometheusServer::sample).toList();
  }

  private static Sample sample(Map<String, Object> found) {
    Map<String, String> labels = JsonPath.read(found, "$.metric");
    String value = JsonPath.read(found, "$.value[1]");
    return new Sample(labels, number(value));
  }

  private static double number(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }

  /** The names of the alerts that fire now. */
  Set<String> firing() {
    List<String> names =
        JsonPath.read(get("alerts"), "$.data.alerts[?(@.state == 'firing')].labels.alertname");
    return Set.copyOf(names);
  }

  /** What has gone wrong with rules, by their names. */
  Map<String, String> failedRules() {
    List<Map<String, Object>> failed =
        JsonPath.read(get("rules"), "$.data.groups[*].rules[?(@.health == 'err')]");
    return failed.stream()
        .collect(
            Collectors.toMap(
                rule -> (String) rule.get("name"), rule -> String.valueOf(rule.get("lastError"))));
  }

  /** The names of all alerts that were evaluated at least once. */
  Set<String> evaluatedRules() {
    List<String> names =
        JsonPath.read(get("rules"), "$.data.groups[*].rules[?(@.health == 'ok')].name");
    return Set.copyOf(names);
  }

  /** The values that a label has among some series. */
  Set<String> values(String label, String series) {
    List<String> values =
        JsonPath.read(get("label/" + label + "/values?match[]=" + encoded(series)), "$.data");
    return Set.copyOf(values);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(root + path.replace("[]", "%5B%5D"))).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(10))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
