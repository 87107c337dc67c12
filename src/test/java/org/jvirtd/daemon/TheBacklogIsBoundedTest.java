package org.jvirtd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvirtd.daemon.log.LogSettings;
import org.jvirtd.rpc.AcceptState;
import org.jvirtd.rpc.AccessSettings;
import org.jvirtd.rpc.CallLimits;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.StreamLimits;
import org.jvirtd.worker.WorkerLimits;

/** At a limit newcomers wait, as many as max-queued says, and one more (semantics section 7). */
class TheBacklogIsBoundedTest {
  private static final int MAX_QUEUED = 3;

  @TempDir private Path folder;

  private Daemon daemon() {
    return new Daemon(
        new DaemonSettings(
            null,
            UnixSettings.in(folder),
            new WorkerLimits(1, 2, 1),
            100,
            new ClientLimits(1, 1, MAX_QUEUED, 5, 1, 2, 1 << 20, 1 << 20),
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

  private SocketChannel connect() throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    // One that may wait would wait here, for a place among those who wait.
    client.configureBlocking(false);
    try {
      client.connect(UnixDomainSocketAddress.of(folder.resolve("libvirt-sock")));
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void beyondItTheKernelSendsThemAway() throws IOException {
    Daemon daemon = daemon();
    daemon.start();
    List<SocketChannel> clients = new ArrayList<>();
    try {
      clients.add(connect());
      await().until(() -> daemon.server().acceptState() == AcceptState.AT_LIMIT);
      for (int i = 0; i < MAX_QUEUED + 1; i++) {
        clients.add(connect());
      }
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
      assertThat(daemon.server().connectionCount()).isEqualTo(1);
      clients.getFirst().close();
      await().until(() -> daemon.server().counters().accepted() == 2);
      clients.add(connect());
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
      daemon.stop();
    }
  }
}
