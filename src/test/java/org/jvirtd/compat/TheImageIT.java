package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The image, built and run by a real Docker. */
@NeedsPeer(Peer.VIRSH)
@EnabledIfSystemProperty(
    named = "jvirtd.docker",
    matches = "true",
    disabledReason =
        "builds an image, which takes minutes: ./mvnw verify -Dit.test=TheImageIT -Djvirtd.docker=true;"
            + " docs/operating.md tells how without a registry")
class TheImageIT {
  private static final String IMAGE = "jvirtd:it";
  private static final Duration BUILD = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CLIENTS = 16;
  private static final int CALLS_BEFORE_THE_SIGNAL = 100;

  /** The answers that a client has had when it is opened. */
  private static final int TO_OPEN = 2;

  @BeforeAll
  static void build() {
    List<String> argv = new ArrayList<>(List.of("env", "DOCKER_BUILDKIT=1", docker(), "build"));
    argv.addAll(
        List.of(System.getenv().getOrDefault("BUILD_OPTIONS", "--pull=false").split(" ", -1)));
    argv.addAll(List.of("--build-arg", "VERSION=it", "-t", IMAGE, "."));
    Command.Outcome built = Command.run(BUILD, argv);
    assertThat(built.exit()).as(built.out() + built.err()).isZero();
  }

  private static String docker() {
    return System.getenv().getOrDefault("DOCKER", "docker");
  }

  private static String docker(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(docker()));
    argv.addAll(List.of(arguments));
    Command.Outcome outcome = Command.run(PATIENCE, argv);
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
    // The log of a container comes on both.
    return arguments[0].equals("logs") ? outcome.out() + outcome.err() : outcome.out();
  }

  /** A container that runs as docs/operating.md says it should. */
  private record Container(String id, int port) implements AutoCloseable {
    static Container start(String... options) throws IOException {
      int port = freePort();
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "run",
                  "--detach",
                  "--read-only",
                  "--tmpfs=/tmp",
                  "--tmpfs=/run/jvirtd:uid=10001,gid=10001,mode=0700",
                  "--cap-drop=ALL",
                  "--security-opt=no-new-privileges",
                  "--memory=256m",
                  "--cpus=2",
                  "--publish=127.0.0.1:" + port + ":16509"));
      arguments.addAll(List.of(options));
      arguments.add(IMAGE);
      var container = new Container(docker(arguments.toArray(String[]::new)).strip(), port);
      try {
        await()
            .atMost(PATIENCE)
            .until(() -> container.log().contains("Who gets in:") || !container.isRunning());
        assertThat(container.isRunning()).as(container.log()).isTrue();
        return container;
      } catch (RuntimeException | Error e) {
        container.close();
        throw e;
      }
    }

    String log() {
      return docker("logs", id);
    }

    String inspect(String format) {
      return docker("inspect", "--format", format, id).strip();
    }

    boolean isRunning() {
      return inspect("{{.State.Running}}").equals("true");
    }

    @Override
    public void close() {
      docker("rm", "--force", id);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theNewcomersScriptWorks() throws IOException {
    Command.Outcome tried =
        Command.run(
            PATIENCE,
            List.of(
                "env",
                "PORT=" + freePort(),
                Path.of("src/container/try.sh").toAbsolutePath().toString(),
                IMAGE));
    assertThat(tried.exit()).as(tried.out() + tried.err()).isZero();
    assertThat(tried.out()).contains("exit status 0").endsWith("== All well\n");
  }

  @Test
  void itStartsFromTheCacheWithPreparedBeansAndSaysWhoGetsIn() throws IOException {
    try (var container =
        Container.start(
            "--env=JDK_JAVA_OPTIONS=-XX:AOTMode=on",
            "--env=LOGGING_LEVEL_ORG_JVIRTD_CONFIG=debug")) {
      assertThat(container.log())
          .contains("The beans are made as prepared")
          .containsPattern("WARN .*TCP 0.0.0.0:16509: whoever reaches it; may do everything")
          .contains("UNIX /run/jvirtd/libvirt-sock");
      await().atMost(PATIENCE).until(() -> RawClient.answers(container.port));
      await()
          .atMost(PATIENCE)
          .until(() -> container.inspect("{{.State.Health.Status}}").equals("healthy"));
    }
  }

  @Test
  void itNeedsNoPrivileges() throws IOException {
    try (var container = Container.start()) {
      assertThat(docker("exec", container.id, "id").strip()).startsWith("uid=10001");
      assertThat(docker("exec", container.id, "cat", "/proc/1/status"))
          .containsPattern("Uid:\\s+10001\\s+10001")
          .containsPattern("Cap(Eff|Prm|Bnd):\\s+0000000000000000")
          .containsPattern("NoNewPrivs:\\s+1");
      assertThat(
              docker(
                  "exec",
                  container.id,
                  "sh",
                  "-c",
                  "find / -xdev -type f -writable 2>/dev/null || :"))
          .isEmpty();
      assertThat(container.inspect("{{.HostConfig.Memory}}")).isEqualTo("268435456");
    }
  }

  @Test
  void theMountedConfigurationGoesBeforeTheImages() throws IOException {
    Path config = Path.of("target", "container-config", "application.yml").toAbsolutePath();
    java.nio.file.Files.createDirectories(config.getParent());
    java.nio.file.Files.writeString(config, "jvirtd.listen.tcp: { insecure: false }\n");
    List<String> argv =
        List.of(
            docker(),
            "run",
            "--rm",
            "--volume=" + config + ":/app/config/application.yml:ro",
            IMAGE);
    Command.Outcome refused = Command.run(PATIENCE, argv);
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.out() + refused.err())
        .contains("jvirtd does not start: jvirtd.listen.tcp would listen on 0.0.0.0:16509");
  }

  @Test
  void itSaysWhatItIs() {
    String image = docker("image", "inspect", IMAGE);
    assertThat(JsonPath.<String>read(image, "$[0].Config.User")).isEqualTo("10001:10001");
    assertThat(JsonPath.<String>read(image, "$[0].Config.StopSignal")).isEqualTo("SIGTERM");
    assertThat(JsonPath.<String>read(image, "$[0].Config.WorkingDir")).isEqualTo("/app");
    assertThat(
            JsonPath.<String>read(image, "$[0].Config.Labels['org.opencontainers.image.version']"))
        .isEqualTo("it");
  }

  /** Each client has one call out at a time: so none of its answers can be lost on its own side. */
  @Test
  void sigtermLosesNothing() throws Exception {
    try (var container = Container.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var warm = new CountDownLatch(CLIENTS);
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Callable<Integer> client = () -> callUntilTheEnd(container.port, warm);
        clients.add(threads.submit(client));
      }
      warm.await();
      docker("kill", "--signal=TERM", container.id);
      int answers = 0;
      for (Future<Integer> client : clients) {
        answers += client.get();
      }
      assertThat(docker("wait", container.id).strip()).isEqualTo("0");
      assertThat(container.log()).contains(" 0 were cut off");
      var said =
          Pattern.compile("(\\d+) calls were answered since the start").matcher(container.log());
      assertThat(said.find()).isTrue();
      assertThat(answers).isEqualTo(Integer.parseInt(said.group(1)));
    }
  }

  private static int callUntilTheEnd(int port, CountDownLatch warm) {
    try (var client = RawClient.opened(port)) {
      int answers = TO_OPEN;
      while (true) {
        client.send(RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, client.nextSerial()).bytes());
        if (!(client.hear(PATIENCE) instanceof RawClient.Frame)) {
          return answers;
        }
        if (++answers == CALLS_BEFORE_THE_SIGNAL) {
          warm.countDown();
        }
      }
    }
  }
}
