package org.jvirtd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.rpc.AccessSettings;
import org.jvirtd.rpc.CallLimits;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.StreamLimits;
import org.jvirtd.worker.WorkerLimits;

class StartingAndStoppingTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;

  private static Daemon daemon(@Nullable InetSocketAddress tcp, @Nullable Path unix) {
    return daemon(tcp, unix == null ? null : UnixSettings.in(unix));
  }

  private static Daemon daemon(@Nullable InetSocketAddress tcp, @Nullable UnixSettings unix) {
    return new Daemon(
        new DaemonSettings(
            tcp,
            unix,
            new WorkerLimits(1, 2, 1),
            100,
            ClientLimits.DEFAULTS,
            StreamLimits.DEFAULTS,
            CallLimits.DEFAULTS,
            AccessSettings.DEFAULTS,
            KeepaliveSettings.DEFAULTS,
            AdminSettings.DEFAULTS,
            Duration.ofSeconds(5),
            Duration.ofMillis(10),
            SecuritySettings.OPEN),
        new Drivers(List.of(), "test:///default"),
        List.of(),
        new LogSettings(),
        RpcObserver.NONE);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      Daemon daemon = daemon(new InetSocketAddress(LOOPBACK, taken.getLocalPort()), (Path) null);
      assertThatThrownBy(daemon::start)
          .isInstanceOf(ListenException.class)
          .hasMessage(
              "cannot listen on localhost:%d: Address already in use", taken.getLocalPort());
      assertThat(daemon.isLoopAlive()).isFalse();
    }
  }

  @Test
  void theSocketsOfADeadProcessAreReplacedAndThoseOfALivingOneAreNot() throws IOException {
    Path unix = folder.resolve("run");
    Files.createDirectories(unix);
    leaveSocket(unix.resolve("libvirt-sock"));
    Daemon first = daemon(null, unix);
    first.start();
    try (SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(unix.resolve("libvirt-sock")))) {
      assertThat(client.isConnected()).isTrue();
      assertThatThrownBy(daemon(null, unix)::start)
          .isInstanceOf(ListenException.class)
          .hasMessageStartingWith("another daemon listens on " + unix);
      assertThat(unix.resolve("libvirt-sock")).exists();
    }
    first.stop();
    assertThat(unix).isEmptyDirectory();
  }

  @Test
  void socketsAreForTheirOwnerAndTheReadOnlyOneForAllWhoGetThere() throws IOException {
    Path unix = folder.resolve("private");
    Daemon daemon = daemon(null, unix);
    daemon.start();
    assertThat(permissions(unix)).isEqualTo("rwx------");
    assertThat(permissions(unix.resolve("libvirt-sock"))).isEqualTo("rwx------");
    assertThat(permissions(unix.resolve("libvirt-sock-ro"))).isEqualTo("rwxrwxrwx");
    daemon.stop();
  }

  @Test
  void stoppingClosesIdleClientsAndLeavesNoThread() throws IOException {
    Daemon daemon = daemon(new InetSocketAddress(LOOPBACK, 0), (Path) null);
    daemon.start();
    try (Socket idle = new Socket(LOOPBACK, daemon.tcpAddress().orElseThrow().getPort())) {
      idle.setSoTimeout(10_000);
      daemon.stop();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(daemon.isLoopAlive()).isFalse();
    assertThat(daemon.workers().stats().workers()).isZero();
  }

  /** As a process leaves it that was killed. */
  private static void leaveSocket(Path path) throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
  }

  @Test
  void aSocketWhoseBacklogIsFullIsAlive() throws IOException {
    Path unix = folder.resolve("stuck");
    Files.createDirectories(unix);
    Path path = unix.resolve("libvirt-sock");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stuck.bind(UnixDomainSocketAddress.of(path), 1);
      fillBacklog(path, waiting);
      assertThatThrownBy(daemon(null, unix)::start)
          .isInstanceOf(ListenException.class)
          .hasMessageStartingWith("another daemon listens on " + path);
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  private static void fillBacklog(Path path, List<SocketChannel> waiting) throws IOException {
    for (int i = 0; i < 16; i++) {
      SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
      waiting.add(client);
      client.configureBlocking(false);
      try {
        client.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException full) {
        return;
      }
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path unix = folder.resolve("taken");
    Files.createDirectories(unix);
    Path file = Files.writeString(unix.resolve("libvirt-sock"), "somebody's");
    assertThatThrownBy(daemon(null, unix)::start)
        .isInstanceOf(ListenException.class)
        .hasMessage("%s is in the way: it is not a socket", file);
    assertThat(file).hasContent("somebody's");
  }

  @Test
  void aGroupThatIsNotThereIsNamed() {
    Path unix = folder.resolve("group");
    UnixSettings settings =
        new UnixSettings(
            unix,
            "no-such-group",
            UnixSettings.Mode.parse("0770"),
            UnixSettings.Mode.parse("0777"),
            null);
    assertThatThrownBy(daemon(null, settings)::start)
        .isInstanceOf(ListenException.class)
        .hasMessage("there is no group no-such-group");
    assertThat(unix).isEmptyDirectory();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
