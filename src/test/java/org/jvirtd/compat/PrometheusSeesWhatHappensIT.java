package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.observe.Actuator;
import org.jvirtd.observe.HangingDriver;
import org.jvirtd.rpc.sasl.UserFile;
import org.jvirtd.rpc.tls.TestAuthority;

/**
 * A real Prometheus scrapes a daemon that clients load. The rules are the chart's, with ranges and
 * waits of seconds instead of minutes; the queries are those of the dashboard.
 */
@NeedsPeer(Peer.PROMETHEUS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusSeesWhatHappensIT {
  private static final Path RULES = Path.of("helm", "files", "rules.yml");
  private static final Path DASHBOARD = Path.of("helm", "files", "dashboard.json");
  private static final String ALERT = "JvirtdPoolExhausted";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern METRIC = Pattern.compile("\\bjvirtd_[a-z_]+");
  private static final int WORKERS = 2;
  private static final int BUSY_CLIENTS = 2;

  private Jvirtd daemon;
  private PrometheusServer prometheus;
  private final List<Thread> clients = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var authority = new TestAuthority("jvirtd tests");
    authority.server("jvirtd").write(folder, "server");
    new UserFile(folder.resolve("users")).put("anna", "geheim".toCharArray());
    daemon =
        Jvirtd.start(
            List.of(HangingDriver.Beans.class),
            "jvirtd.workers.min=" + WORKERS,
            "jvirtd.workers.max=" + WORKERS,
            "jvirtd.workers.priority=0",
            "jvirtd.listen.tls.enabled=true",
            "jvirtd.listen.tls.port=0",
            "jvirtd.listen.unix.auth=sasl",
            "jvirtd.sasl.users=" + folder.resolve("users"),
            "spring.ssl.bundle.pem.rpc.keystore.certificate=" + folder.resolve("servercert.pem"),
            "spring.ssl.bundle.pem.rpc.keystore.private-key=" + folder.resolve("serverkey.pem"),
            "spring.ssl.bundle.pem.rpc.truststore.certificate=" + folder.resolve("cacert.pem"));
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    prometheus = PrometheusServer.start(data, httpPort(), quick(Files.readString(RULES)));
    for (int i = 0; i < BUSY_CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::callOnAndOn));
    }
    // The collector is met by a meter of its own when it has worked.
    System.gc();
    await().atMost(PATIENCE).until(() -> !prometheus.query("up == 1").isEmpty());
  }

  @AfterAll
  void stop() {
    clients.forEach(Thread::interrupt);
    if (prometheus != null) {
      prometheus.close();
    }
    if (daemon != null) {
      daemon.context().getBean(HangingDriver.class).letGo();
      daemon.close();
    }
  }

  /** What takes minutes there takes seconds here. */
  private static String quick(String text) {
    return text.replaceAll("\\[\\d+[smh]]", "[" + PrometheusServer.RANGE + "]")
        .replaceAll("for: \\d+[smh]", "for: 1s");
  }

  private int httpPort() {
    return daemon.context().getEnvironment().getRequiredProperty("local.server.port", int.class);
  }

  /** Calls that succeed, and one that does not, for a procedure with either outcome. */
  private void callOnAndOn() {
    try (var client = RawClient.opened(daemon.tcpPort())) {
      while (!Thread.currentThread().isInterrupted()) {
        client.converse(RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, client.nextSerial()));
        client.converse(lookup(client, "test"));
        client.converse(lookup(client, "nobody"));
      }
    }
  }

  private static RawFrame lookup(RawClient client, String domain) {
    return RawFrame.call(RawFrame.DOMAIN_LOOKUP_BY_NAME, client.nextSerial()).string(domain);
  }

  @Test
  void anAlertFiresWhenAHangingDriverHasAllWorkersAndClearsWhenTheyAreLetGo() {
    assertThat(prometheus.firing()).doesNotContain(ALERT);
    var hung = new ArrayList<RawClient>();
    try {
      for (int i = 0; i < WORKERS; i++) {
        hung.add(RawClient.connect(daemon.tcpPort()).authenticate().open("hang:///x"));
      }
      for (RawClient client : hung) {
        client.send(RawFrame.call(RawFrame.CONNECT_GET_HOSTNAME, client.nextSerial()).bytes());
      }

      await().atMost(PATIENCE).until(() -> prometheus.firing().contains(ALERT));

      daemon.context().getBean(HangingDriver.class).letGo();
      for (RawClient client : hung) {
        assertThat(client.hear(PATIENCE))
            .isInstanceOfSatisfying(
                RawClient.Frame.class, reply -> assertThat(reply.ok()).isTrue());
      }
      await().atMost(PATIENCE).until(() -> !prometheus.firing().contains(ALERT));
    } finally {
      hung.forEach(RawClient::close);
    }
  }

  @Test
  void everyRuleIsUnderstoodAndAsksForMetersThatThereAre() throws IOException {
    String rules = Files.readString(RULES);
    long alerts = rules.lines().filter(line -> line.contains("- alert: ")).count();
    assertThat(alerts).isGreaterThan(20);
    await().atMost(PATIENCE).until(() -> prometheus.evaluatedRules().size() == alerts);
    assertThat(prometheus.failedRules()).isEmpty();
    assertThat(prometheus.values("__name__", "{job=\"jvirtd\"}")).containsAll(metrics(rules));
  }

  @Test
  void theDashboardsInstancesAreFound() {
    assertThat(prometheus.values("instance", "jvirtd_eventloop_iterations_total{job=~\".*\"}"))
        .containsExactly("127.0.0.1:" + httpPort());
    assertThat(prometheus.values("job", "jvirtd_eventloop_iterations_total"))
        .containsExactly("jvirtd");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void theDashboardsQueryReturnsData(String panel, String query) {
    await(panel)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> prometheus.query(query).stream().anyMatch(s -> Double.isFinite(s.value())));
  }

  /** Every query of every panel, as Grafana sends it with all instances selected. */
  static Stream<Arguments> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    List<Map<String, Object>> panels =
        JsonPath.read(Files.readString(DASHBOARD), "$.panels[?(@.targets)]");
    for (Map<String, Object> panel : panels) {
      List<Map<String, String>> targets = JsonPath.read(panel, "$.targets");
      for (Map<String, String> target : targets) {
        String expression = Objects.requireNonNull(target.get("expr"));
        queries.put(
            panel.get("title") + ", " + target.get("refId"),
            quick(expression)
                .replace("$job", ".*")
                .replace("$instance", ".*")
                .replace("$__rate_interval", PrometheusServer.RANGE));
      }
    }
    return queries.entrySet().stream().map(q -> Arguments.of(q.getKey(), q.getValue()));
  }

  @Test
  @NeedsPeer(Peer.PROMTOOL)
  void promtoolHasNothingToSayAboutTheMeters() {
    String ours =
        new Actuator(httpPort())
            .scrape()
            .lines()
            .filter(line -> line.contains("jvirtd_"))
            .reduce("", (before, line) -> before + line + "\n");

    var outcome = Command.run(PATIENCE, List.of(Peer.PROMTOOL.path(), "check", "metrics"), ours);

    assertThat(outcome.err() + outcome.out()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(text).results().forEach(name -> names.add(name.group()));
    return names;
  }
}
