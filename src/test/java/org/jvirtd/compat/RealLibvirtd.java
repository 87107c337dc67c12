package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A private libvirtd: own port, own folder, own mount namespace, so that it runs beside any other
 * on the machine and leaves nothing behind. It listens without authentication on the loopback only.
 */
final class RealLibvirtd implements DaemonUnderTest {
  /**
   * What runs inside the new mount namespace. libvirtd insists on its fixed state folders, so they
   * are covered by private ones; the shell replaces itself, so that our child is the daemon.
   */
  private static final String INSIDE =
      """
      set -e
      mount --make-rprivate /
      mkdir -p /run/libvirt /var/lib/libvirt /var/cache/libvirt
      mount -t tmpfs tmpfs /run/libvirt
      mount --bind "$1/lib" /var/lib/libvirt
      mount --bind "$1/cache" /var/cache/libvirt
      exec "$2" --listen --config "$1/libvirtd.conf" --pid-file "$1/pid"
      """;

  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final int port;
  private final Process process;

  private RealLibvirtd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param settings further lines of its configuration
   */
  static RealLibvirtd start(String... settings) {
    AssertionError last = new AssertionError("not tried");
    // Between choosing a free port and libvirtd's bind another process may take it: try again.
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return startOnce(settings);
      } catch (AssertionError e) {
        last = e;
      }
    }
    throw last;
  }

  private static RealLibvirtd startOnce(String... settings) {
    try {
      Path folder = Files.createTempDirectory("real-libvirtd");
      Files.createDirectories(folder.resolve("lib"));
      Files.createDirectories(folder.resolve("cache"));
      int port = freePort();
      Files.writeString(
          folder.resolve("libvirtd.conf"),
          configuration(folder, port) + String.join("\n", settings) + "\n");
      var argv =
          List.of(
              "unshare", "-m", "sh", "-c", INSIDE, "sh", folder.toString(), Peer.LIBVIRTD.path());
      var builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.redirectOutput(folder.resolve("out").toFile());
      Command.cleanEnvironment(builder.environment());
      // libvirtd creates folders below these two.
      builder.environment().put("HOME", folder.toString());
      builder.environment().put("XDG_CONFIG_HOME", folder.toString());
      builder.environment().put("XDG_CACHE_HOME", folder.toString());
      var daemon = new RealLibvirtd(folder, port, builder.start());
      daemon.awaitReady();
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(Path folder, int port) {
    return """
    listen_tls = 0
    listen_tcp = 1
    auth_tcp = "none"
    auth_unix_rw = "none"
    auth_unix_ro = "none"
    listen_addr = "127.0.0.1"
    tcp_port = "%d"
    unix_sock_dir = "%s"
    max_clients = 20000
    max_anonymous_clients = 20000
    log_level = 3
    log_outputs = "3:file:%s/libvirtd.log"
    """
        .formatted(port, folder, folder);
  }

  private void awaitReady() {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || RawClient.answers(port));
    } catch (ConditionTimeoutException e) {
      close();
      throw new AssertionError("libvirtd does not answer on port " + port, e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("libvirtd ended at once: " + output());
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String name() {
    return "libvirtd";
  }

  @Override
  public int tcpPort() {
    return port;
  }

  @Override
  public Path unixDirectory() {
    return folder;
  }

  /** Its process id, for tests that look at it from outside. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(5))) {
        // libvirtd waits up to 30 s for calls under way (semantics 20); a test need not.
        process.destroyForcibly();
        process.waitFor(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.deleteTree(folder);
  }
}
