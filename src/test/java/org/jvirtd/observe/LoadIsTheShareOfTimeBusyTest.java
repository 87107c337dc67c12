package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopStats;

/** The load of a loop whose figures and clock the test sets. */
class LoadIsTheShareOfTimeBusyTest {
  private final AtomicLong clock = new AtomicLong(1_000);
  private final FiguredLoop loop = new FiguredLoop();
  private final LoadMeter load = new LoadMeter(loop, clock::get);

  @Test
  void withoutAnyTimeThereIsNoLoad() {
    assertThat(load.lately(loop.stats())).isZero();
    assertThat(load.sinceStart(loop.stats())).isZero();
  }

  @Test
  void latelyForgetsWhatWasBefore() {
    pass(10, 10);
    loop.tick();
    assertThat(load.lately(loop.stats())).isEqualTo(1);
    pass(10, 0);
    loop.tick();
    pass(10, 5);
    assertThat(load.lately(loop.stats())).isEqualTo(0.25, within(1e-9));
    assertThat(load.sinceStart(loop.stats())).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void aCallbackThatHoldsTheLoopCountsWhileItRuns() {
    pass(10, 0);
    loop.running = "stuck";
    loop.runningNanos = Duration.ofSeconds(10).toNanos();
    pass(10, 0);
    assertThat(load.lately(loop.stats())).isEqualTo(0.5, within(1e-9));
  }

  private void pass(int seconds, int busySeconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    loop.busyNanos += Duration.ofSeconds(busySeconds).toNanos();
  }

  /** A loop that does nothing but call its timeout when told. */
  static final class FiguredLoop implements EventLoop {
    long busyNanos;
    long runningNanos;
    @Nullable String running;
    private @Nullable TimeoutCallback callback;

    void tick() {
      TimeoutCallback due = callback;
      if (due != null) {
        due.onTimeout(1);
      }
    }

    @Override
    public int addHandle(
        String name, SelectableChannel channel, int events, HandleCallback to, Runnable onRemoved) {
      return 1;
    }

    @Override
    public void updateHandle(int watch, int events) {}

    @Override
    public boolean removeHandle(int watch) {
      return false;
    }

    @Override
    public int addTimeout(String name, int periodMillis, TimeoutCallback to, Runnable onRemoved) {
      callback = to;
      return 1;
    }

    @Override
    public void updateTimeout(int timer, int periodMillis) {}

    @Override
    public boolean removeTimeout(int timer) {
      return false;
    }

    @Override
    public void runOnce() {}

    @Override
    public void run() {}

    @Override
    public void stop() {}

    @Override
    public boolean inLoop() {
      return false;
    }

    @Override
    public EventLoopStats stats() {
      return new EventLoopStats(
          0, 1, 0, 0, 0, 0, 0, busyNanos, 0, 0, 0, 0, 0, false, running, runningNanos, List.of());
    }
  }
}
