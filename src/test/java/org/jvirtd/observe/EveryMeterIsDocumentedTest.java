package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.rpc.sasl.UserFile;
import org.jvirtd.rpc.tls.TestAuthority;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * docs/operating.md has each meter that a running daemon shows to Prometheus, with its type, unit
 * and tags, and no other. The daemon has all that makes meters of its own: TLS, logins, traces.
 */
@SpringBootTest(
    classes = JvirtdApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "jvirtd.listen.tcp.port=0",
      "jvirtd.listen.tls.enabled=true",
      "jvirtd.listen.tls.port=0",
      "jvirtd.listen.unix.auth=sasl",
      // Nobody is there, and nothing is sent.
      "jvirtd.tracing.endpoint=http://127.0.0.1:9/v1/traces",
      "jvirtd.tracing.sampling=0"
    })
class EveryMeterIsDocumentedTest {
  private static final Path DOCUMENT = Path.of("docs", "operating.md");

  /** A row of a table of meters: name, type, unit, tags, meaning. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(jvirtd\\.[a-z.]+)` \\| (gauge|counter|timer|histogram) \\| (\\w*) ?\\|(.*?)\\|"
              + " (.+) \\|$",
          Pattern.MULTILINE);

  private static final Pattern TAG = Pattern.compile("`(\\w+)`");
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (jvirtd_\\w+) (\\w+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");

  /** What Prometheus is told of a metric: its type, and the names of its labels. */
  private record Metric(String type, Set<String> labels) {}

  @TempDir private static Path folder;

  private final Actuator actuator;
  private final Daemon daemon;

  @Autowired
  EveryMeterIsDocumentedTest(Environment environment, Daemon daemon) {
    this.actuator = Actuator.of(environment);
    this.daemon = daemon;
  }

  @DynamicPropertySource
  static void whoIsLetIn(DynamicPropertyRegistry registry) throws IOException {
    TestAuthority authority = new TestAuthority("jvirtd tests");
    authority.server("jvirtd").write(folder, "server");
    Path users = folder.resolve("users");
    new UserFile(users).put("anna", "geheim".toCharArray());
    registry.add("jvirtd.sasl.users", () -> users);
    registry.add("jvirtd.listen.unix.directory", () -> folder.resolve("sockets"));
    String bundle = "spring.ssl.bundle.pem.rpc.";
    registry.add(
        bundle + "keystore.certificate", () -> folder.resolve("servercert.pem").toString());
    registry.add(bundle + "keystore.private-key", () -> folder.resolve("serverkey.pem").toString());
    registry.add(bundle + "truststore.certificate", () -> folder.resolve("cacert.pem").toString());
  }

  @Test
  void theDocumentAndTheScrapeNameTheSameMeters() throws IOException {
    try (RawClient client = new RawClient(daemon.tcpAddress().orElseThrow())) {
      client.call(RawClient.REMOTE, RawClient.AUTH_LIST);
    }
    Map<String, Metric> exposed = exposed(actuator.scrape());
    assertThat(exposed).hasSizeGreaterThan(80);
    assertThat(documented(Files.readString(DOCUMENT))).isEqualTo(exposed);
  }

  private static Map<String, Metric> documented(String text) {
    Map<String, Metric> metrics = new TreeMap<>();
    for (Matcher row = ROW.matcher(text); row.find(); ) {
      String name = name(row.group(1), row.group(3));
      Set<String> labels = new TreeSet<>();
      TAG.matcher(row.group(4)).results().forEach(tag -> labels.add(tag.group(1)));
      switch (row.group(2)) {
        case "gauge" -> metrics.put(name, new Metric("gauge", labels));
        case "counter" -> metrics.put(name + "_total", new Metric("counter", labels));
        case "timer" -> metrics.put(name, new Metric("summary", labels));
        default -> {
          metrics.put(name, new Metric("histogram", labels));
          metrics.put(name + "_max", new Metric("gauge", labels));
        }
      }
    }
    return metrics;
  }

  /** Prometheus wants the unit at the end of the name. */
  private static String name(String meter, String unit) {
    String name = meter.replace('.', '_');
    return unit.isEmpty() ? name : name + "_" + unit;
  }

  private static Map<String, Metric> exposed(String scrape) {
    Map<String, Metric> metrics = new TreeMap<>();
    for (Matcher type = TYPE.matcher(scrape); type.find(); ) {
      String name = type.group(1);
      metrics.put(name, new Metric(type.group(2), labels(scrape, name, type.group(2))));
    }
    return metrics;
  }

  private static Set<String> labels(String scrape, String name, String type) {
    boolean several = type.equals("histogram") || type.equals("summary");
    Matcher sample =
        Pattern.compile("^" + name + (several ? "_count" : "") + "[{ ].*$", Pattern.MULTILINE)
            .matcher(scrape);
    assertThat(sample.find()).as("a sample of " + name).isTrue();
    Set<String> labels = new TreeSet<>();
    LABEL.matcher(sample.group()).results().forEach(label -> labels.add(label.group(1)));
    return labels;
  }
}
