package org.jvirtd.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.JvirtdApplication;
import org.jvirtd.daemon.Daemon;
import org.jvirtd.rpc.sasl.UserFile;
import org.jvirtd.rpc.tls.TestAuthority;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The daemon starts with the chart's application.yml, the probes find what they ask for, and the
 * test that {@code helm test} runs passes. Only the ports and the folders are others than in a pod.
 */
class TheDaemonRunsAsTheChartSetsItUpTest {
  /** What the HorizontalPodAutoscaler asks for, and the adapter's rule in README.md. */
  static final String SCALING_METRIC = "jvirtd_workers_utilization";

  private static final String PASSWORD = "hard to guess";

  @TempDir private Path folder;

  /** Those with a configuration of their own. */
  static Stream<String> combinations() {
    Set<String> plain = Set.of("bare-values.yaml", "sandbox-values.yaml");
    return Chart.combinations().stream().filter(it -> !plain.contains(it));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void itIsWellWithEachCombination(String combination) throws Exception {
    Manifests manifests = Chart.render(Chart.valuesOf(combination));
    Secrets.write(folder);
    try (ConfigurableApplicationContext context = start(manifests)) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      String http = "http://127.0.0.1:" + port;
      Daemon daemon = context.getBean(Daemon.class);

      for (String path : probed(manifests.daemon())) {
        assertThat(get(http + path).statusCode()).as(path).isEqualTo(200);
      }
      assertClientsAreForUsersOnly(http + "/actuator/clients", manifests);
      assertThat(get(http + "/actuator/prometheus").body())
          .containsPattern("(?m)^" + SCALING_METRIC + "\\{.*server=\"libvirtd\".*} ");
      assertThat(Files.exists(folder.resolve("run/jvirtd/libvirt-admin-sock"))).isTrue();
      Run test =
          smokeTest(
              manifests,
              "127.0.0.1:" + port,
              address(daemon.tcpAddress().map(it -> it.getPort())),
              address(daemon.tlsAddress().map(it -> it.getPort())));
      assertThat(test.output()).isEqualTo(expected(daemon, port));
      assertThat(test.status()).isZero();
    }
  }

  private static String address(Optional<Integer> port) {
    return port.map(it -> "127.0.0.1:" + it).orElse("");
  }

  private static String expected(Daemon daemon, String port) {
    String http = "127.0.0.1:" + port;
    return http
        + ": liveness is up\n"
        + http
        + ": readiness is up\n"
        + daemon
            .tcpAddress()
            .map(it -> "127.0.0.1:" + it.getPort() + ": answers calls\n")
            .orElse("")
        + daemon
            .tlsAddress()
            .map(it -> "127.0.0.1:" + it.getPort() + ": accepts connections\n")
            .orElse("");
  }

  @Test
  void theTestOfHelmTestFailsWhereItShould() throws Exception {
    Manifests manifests = Chart.render("{}");
    try (ConfigurableApplicationContext context = start(manifests)) {
      String http =
          "127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
      assertThat(smokeTest(manifests, "127.0.0.1:1", "", "").output())
          .contains("nobody listens on 127.0.0.1:1");
      // What answers, but not as RPC: the daemon's own HTTP.
      Run wrong = smokeTest(manifests, http, http, "");
      assertThat(wrong.output()).contains("FAILED: " + http + " answers 48545450");
      assertThat(wrong.status()).isEqualTo(1);
      Run tls = smokeTest(manifests, http, "", "127.0.0.1:1");
      assertThat(tls.output()).contains("nobody listens on 127.0.0.1:1");
      assertThat(tls.status()).isEqualTo(1);
      context.getBean(Daemon.class).stop();
      Run stopped = smokeTest(manifests, http, "", "");
      assertThat(stopped.output()).contains("FAILED: ").contains("HTTP status 503");
      assertThat(stopped.status()).isEqualTo(1);
    }
  }

  private ConfigurableApplicationContext start(Manifests manifests) throws IOException {
    Path file = folder.resolve("application.yml");
    Files.writeString(
        file,
        manifests
            .configuration()
            .replace("/run/jvirtd", folder.resolve("run/jvirtd").toString())
            .replace("/etc/jvirtd", folder.resolve("etc").toString()));
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.config.additional-location=file:" + file);
    for (String port : List.of("server.port", "jvirtd.listen.tcp.port", "jvirtd.listen.tls.port")) {
      arguments.add("--" + port + "=0");
    }
    // No collector is there.
    arguments.add("--jvirtd.tracing.sampling=0");
    return new SpringApplicationBuilder(JvirtdApplication.class)
        .registerShutdownHook(false)
        .run(arguments.toArray(String[]::new));
  }

  private static List<String> probed(Container daemon) {
    return Stream.of(
            daemon.getStartupProbe(), daemon.getLivenessProbe(), daemon.getReadinessProbe())
        .map(Probe::getHttpGet)
        .map(it -> it.getPath())
        .toList();
  }

  /** In a pod HTTP is on all addresses: what names clients is for who logs in, if anybody can. */
  private static void assertClientsAreForUsersOnly(String clients, Manifests manifests)
      throws IOException, InterruptedException {
    boolean users = Configuration.of(manifests).properties().http().users() != null;
    assertThat(get(clients).statusCode()).isEqualTo(users ? 401 : 403);
    String login =
        Base64.getEncoder().encodeToString(("anna:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(get(clients, "Authorization", "Basic " + login).statusCode())
        .isEqualTo(users ? 200 : 403);
  }

  private static HttpResponse<String> get(String uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private record Run(int status, String output) {}

  /** Runs the command of the pod of {@code helm test}, with other addresses in its environment. */
  private Run smokeTest(Manifests manifests, String http, String rpc, String tls)
      throws IOException, InterruptedException {
    Container container = manifests.one(Pod.class).getSpec().getContainers().getFirst();
    assertThat(container.getEnv())
        .extracting(it -> it.getName())
        .containsExactly("HTTP", "RPC", "TLS");
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(container.getCommand())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("HTTP", http, "RPC", rpc, "TLS", tls, "PATIENCE", "30"));
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  /** What is in the Secrets that the combinations name, where they are mounted. */
  private static final class Secrets {
    private static final TestAuthority AUTHORITY = new TestAuthority("tests");

    static void write(Path folder) throws IOException {
      Path etc = folder.resolve("etc");
      Path pem = AUTHORITY.server("jvirtd").write(folder.resolve("pem"), "server");
      copy(pem.resolve("servercert.pem"), etc.resolve("tls/tls.crt"));
      copy(pem.resolve("serverkey.pem"), etc.resolve("tls/tls.key"));
      copy(pem.resolve("cacert.pem"), etc.resolve("client-ca/ca.crt"));
      Files.createDirectories(etc.resolve("sasl"));
      Files.createDirectories(etc.resolve("http"));
      Files.createDirectories(etc.resolve("worlds"));
      new UserFile(etc.resolve("sasl/users")).put("anna", PASSWORD.toCharArray());
      new UserFile(etc.resolve("http/users")).put("anna", PASSWORD.toCharArray());
    }

    private static void copy(Path from, Path to) throws IOException {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    }
  }
}
