package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.compat.NeedsPeerCondition.Ci;

/** The jar that was packaged, and the line that the image starts it with, without an image. */
class ThePreparedDaemonIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREPARED =
      "BOOT-INF/classes/org/jvirtd/JvirtdApplication__ApplicationContextInitializer.class";

  @TempDir private static Path folder;

  private static Path jar;

  /** Extracts the jar and trains the cache, with less traffic than for an image. */
  @BeforeAll
  static void prepare() {
    jar = Path.of(System.getProperty("jvirtd.jar", "target/no.jar"));
    if (!Files.exists(jar)) {
      String reason = jar + " is not there: ./mvnw verify -Dit.test=ThePreparedDaemonIT";
      assertThat(Ci.here()).as(reason).isFalse();
      assumeTrue(false, reason);
    }
    Command.Outcome outcome =
        script(List.of("TRAINING_ROUNDS=10"), "prepare.sh", jar.toString(), daemon().toString());
    assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
  }

  private static Path daemon() {
    return folder.resolve("daemon");
  }

  private static List<String> line(List<String> environment, String script, String... arguments) {
    List<String> argv = new ArrayList<>(List.of("env"));
    argv.addAll(environment);
    argv.add("JAVA_HOME=" + System.getProperty("java.home"));
    argv.add(Path.of("src/container", script).toAbsolutePath().toString());
    argv.addAll(List.of(arguments));
    return argv;
  }

  private static Command.Outcome script(
      List<String> environment, String script, String... arguments) {
    return Command.run(PATIENCE, line(environment, script, arguments));
  }

  /** A daemon that run.sh has started. */
  private record Running(Process process, Path log, int rpc, int http) implements AutoCloseable {
    static Running start(String... arguments) throws IOException {
      int rpc = freePort();
      int http = freePort();
      Path sockets = Files.createTempDirectory(folder, "sockets");
      // A JVM that cannot use the cache would go on without; with this it does not start.
      List<String> argv =
          line(
              List.of("JDK_JAVA_OPTIONS=-XX:AOTMode=on -XX:MaxRAM=256m"),
              "run.sh",
              daemon().toString(),
              "--jvirtd.listen.tcp.port=" + rpc,
              "--server.port=" + http,
              "--jvirtd.listen.unix.directory=" + sockets,
              "--logging.level.org.jvirtd.config=debug");
      argv.addAll(List.of(arguments));
      Path log = sockets.resolve("log");
      Process process =
          new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Running running = new Running(process, log, rpc, http);
      await()
          .atMost(PATIENCE)
          .until(() -> !process.isAlive() || running.output().contains("Who gets in:"));
      assertThat(process.isAlive()).as(running.output()).isTrue();
      return running;
    }

    String output() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int status(String path) throws IOException, InterruptedException {
      try (var browser = HttpClient.newHttpClient()) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path)).build();
        return browser.send(request, BodyHandlers.discarding()).statusCode();
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean beansArePrepared() throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getEntry(PREPARED) != null;
    }
  }

  @Test
  void itStartsFromTheCacheWithPreparedBeansAndEndsWithSigterm() throws Exception {
    try (var daemon = Running.start()) {
      assertThat(daemon.output())
          .contains(
              beansArePrepared()
                  ? "The beans are made as prepared"
                  : "The beans are not made as prepared: nothing was prepared")
          .contains("TCP 127.0.0.1:" + daemon.rpc + ": every user of this machine");
      RawClient.opened(daemon.rpc).close();
      assertThat(daemon.status("/actuator/health/readiness")).isEqualTo(200);
      assertThat(daemon.status("/actuator/clients")).isEqualTo(200);
      daemon.process.destroy();
      assertThat(daemon.process.waitFor(PATIENCE)).isTrue();
      assertThat(daemon.process.exitValue()).as(daemon.output()).isZero();
      assertThat(daemon.output()).contains("0 were cut off");
    }
  }

  /** Which endpoints there are was decided when the beans were prepared. */
  @Test
  void aPropertyThatDecidesAboutBeansIsObeyed() throws Exception {
    try (var daemon = Running.start("--management.endpoints.web.exposure.include=health")) {
      assertThat(daemon.output()).contains("The beans are not made as prepared: ");
      assertThat(daemon.status("/actuator/health/readiness")).isEqualTo(200);
      assertThat(daemon.status("/actuator/clients")).isEqualTo(404);
    }
  }

  @Test
  void theJarSaysWhatItIsMadeOf() throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      String bom = text(file, "META-INF/sbom/application.cdx.json");
      List<String> components = JsonPath.read(bom, "$.components[*].name");
      List<String> libraries =
          file.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
              .map(name -> name.substring("BOOT-INF/lib/".length()).replaceAll("-\\d.*", ""))
              .filter(name -> !name.equals("spring-boot-jarmode-tools")) // of the packaging itself
              .toList();
      assertThat(libraries).hasSizeGreaterThan(20);
      assertThat(components).containsAll(libraries);
    }
  }

  @Test
  void theJarHoldsNeitherTrainingNorTheTimeOfItsBuild() throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      assertThat(file.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.contains("org/jvirtd/training"))
          .noneMatch(name -> name.contains("org/jvirtd/benchmark"));
      var build = new Properties();
      try (var in = file.getInputStream(file.getEntry("META-INF/build-info.properties"))) {
        build.load(in);
      }
      assertThat(Files.readString(Path.of("pom.xml")))
          .contains(
              "<project.build.outputTimestamp>"
                  + build.getProperty("build.time")
                  + "</project.build.outputTimestamp>");
    }
  }

  private static String text(JarFile file, String entry) throws IOException {
    // Spring Boot keeps its classes below BOOT-INF and what describes the jar at its top.
    assertThat(file.getEntry(entry)).as(entry).isNotNull();
    try (var in = file.getInputStream(file.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
