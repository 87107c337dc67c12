package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.event.NioEventLoop;
import org.jvirtd.observe.LoadIsTheShareOfTimeBusyTest.FiguredLoop;
import org.jvirtd.rpc.AcceptState;
import org.jvirtd.rpc.ClientLimits;
import org.jvirtd.rpc.KeepaliveSettings;
import org.jvirtd.rpc.RpcObserver;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerLimits;
import org.jvirtd.worker.WorkerPool;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** When the daemon is live, and when it is ready. */
class HealthTest {
  private static final Duration STUCK = Duration.ofSeconds(10);

  private final FiguredLoop loop = new FiguredLoop();

  @Test
  void aLoopWhoseThreadHasEndedIsDown() {
    assertThat(new EventLoopHealth(loop, () -> false, STUCK).health().getStatus())
        .isEqualTo(Status.DOWN);
  }

  @Test
  void aCallbackIsStuckOnlyBeyondTheThreshold() {
    EventLoopHealth health = new EventLoopHealth(loop, () -> true, STUCK);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    loop.running = "slow";
    loop.runningNanos = STUCK.toNanos();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    loop.runningNanos++;
    Health down = health.health();
    assertThat(down.getStatus()).isEqualTo(Status.DOWN);
    assertThat(down.getDetails()).containsEntry("callback", "slow").containsKey("seconds");
  }

  @Test
  void aServerIsNotReadyBeforeItListensAndAfterItHasStopped() {
    try (NioEventLoop real = new NioEventLoop();
        WorkerPool workers = new WorkerPool("test", new WorkerLimits(0, 1, 0))) {
      Server server =
          new Server(
              "test",
              real,
              workers,
              List.of(),
              ClientLimits.DEFAULTS,
              KeepaliveSettings.DEFAULTS,
              RpcObserver.NONE,
              System::nanoTime);
      AcceptingHealth health = new AcceptingHealth(server);
      assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.health().getDetails()).containsEntry("accepting", AcceptState.NOT_YET);
      server.stopAccepting();
      assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.health().getDetails()).containsEntry("accepting", AcceptState.STOPPED);
    }
  }
}
