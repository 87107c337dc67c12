package org.jvirtd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

class IdleShutdownTest {
  @TempDir private Path folder;

  private final CountDownLatch idle = new CountDownLatch(1);
  private Daemon daemon;

  @BeforeEach
  void start() {
    var admin = AdminSettings.DEFAULTS;
    daemon =
        new Daemon(
            new DaemonSettings(
                null,
                UnixSettings.in(folder),
                new WorkerLimits(1, 2, 1),
                100,
                ClientLimits.DEFAULTS,
                StreamLimits.DEFAULTS,
                CallLimits.DEFAULTS,
                AccessSettings.DEFAULTS,
                KeepaliveSettings.DEFAULTS,
                new AdminSettings(admin.workers(), admin.clients(), admin.keepalive(), 1),
                Duration.ofSeconds(5),
                Duration.ofMillis(10),
                SecuritySettings.OPEN),
            new Drivers(List.of(), "test:///default"),
            List.of(),
            new LogSettings(),
            RpcObserver.NONE);
    daemon.whenIdle(idle::countDown);
  }

  @AfterEach
  void stop() {
    daemon.stop();
  }

  private SocketChannel connect(String socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(socket)));
  }

  @Test
  void aDaemonThatNobodyHasUsedIsIdle() throws InterruptedException {
    daemon.start();
    assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aClientOfEitherServerKeepsItAliveUntilItGoes() throws Exception {
    daemon.start();
    for (String socket : List.of("libvirt-sock", "libvirt-admin-sock")) {
      try (SocketChannel _ = connect(socket)) {
        assertThat(idle.await(1500, TimeUnit.MILLISECONDS)).as(socket).isFalse();
      }
    }
    assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
