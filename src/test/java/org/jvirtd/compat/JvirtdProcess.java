package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The daemon under test in a JVM of its own, as users run it: for tests that measure, where client
 * and server must share neither a heap nor a limit of descriptors.
 */
final class JvirtdProcess implements DaemonUnderTest {
  private final Path folder;
  private final int port;
  private final Process process;

  private JvirtdProcess(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one and returns when it answers. */
  static JvirtdProcess start(String... settings) {
    return start(List.of(), settings);
  }

  /** Starts one that may have only so many file descriptors. */
  static JvirtdProcess startWithDescriptors(int most, String... settings) {
    return start(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "jvirtd"), settings);
  }

  /** Starts one that may have only so much heap. */
  static JvirtdProcess startWithHeap(int mebibytes, String... settings) {
    return start(List.of("env", "JDK_JAVA_OPTIONS=-Xmx" + mebibytes + "m"), settings);
  }

  private static JvirtdProcess start(List<String> prefix, String... settings) {
    try {
      return startIn(Files.createTempDirectory("jvirtd-process"), prefix, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one whose sockets lie in a folder, which goes when it is closed. */
  static JvirtdProcess startIn(Path folder, String... settings) {
    return startIn(folder, List.of(), settings);
  }

  private static JvirtdProcess startIn(Path folder, List<String> prefix, String... settings) {
    try {
      int port = freePort();
      Process process = launch(prefix, folder, port, "out", settings);
      var daemon = new JvirtdProcess(folder, port, process);
      daemon.awaitReady();
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that cannot start; what it has said of that. */
  static String failingToStartIn(Path folder, String... settings) {
    try {
      Process process = launch(List.of(), folder, freePort(), "failed", settings);
      if (!process.waitFor(Duration.ofSeconds(60))) {
        process.destroyForcibly();
        throw new AssertionError("it did start");
      }
      return Files.readString(folder.resolve("failed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Process launch(
      List<String> prefix, Path folder, int port, String output, String... settings)
      throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var argv = new ArrayList<>(prefix);
    argv.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            "org.jvirtd.JvirtdApplication",
            "--jvirtd.listen.tcp.port=" + port,
            "--jvirtd.listen.unix.directory=" + folder,
            "--jvirtd.clients.max=20000",
            "--jvirtd.clients.max-anonymous=20000",
            "--server.port=0"));
    for (String setting : settings) {
      argv.add("--" + setting);
    }
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(output).toFile());
    return builder.start();
  }

  private void awaitReady() throws IOException {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.isAlive() || RawClient.answers(port));
    } catch (ConditionTimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError("no answer: " + Files.readString(folder.resolve("out")), e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("ended at once: " + Files.readString(folder.resolve("out")));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What it has logged and printed so far. */
  String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its HTTP answers, as it says on its first screen. */
  int httpPort() {
    var screen = Pattern.compile("http://[^:/]+:(\\d+)/actuator");
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Matcher said = screen.matcher(output());
              return said.find() ? Integer.parseInt(said.group(1)) : 0;
            },
            port -> port > 0);
  }

  /** The number of the process. */
  long pid() {
    return process.pid();
  }

  /** Sends it SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Ends it as kill -9 does: it has no say in it. */
  void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(20));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit status; it must end within the time. */
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit)) {
        throw new AssertionError("still there after " + limit + ": " + output());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  @Override
  public String name() {
    return "jvirtd";
  }

  @Override
  public int tcpPort() {
    return port;
  }

  @Override
  public Path unixDirectory() {
    return folder;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(10))) {
        process.destroyForcibly();
        process.waitFor(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.deleteTree(folder);
  }
}
