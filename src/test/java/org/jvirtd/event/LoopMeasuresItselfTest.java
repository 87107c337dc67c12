package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopMeasuresItselfTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  @Test
  void countsWhatExistsAndWhatRan() throws IOException {
    Pipe pipe = stepped.pipe();
    stepped.watch("h", pipe);
    stepped.timeout("t", 0);
    int gone = stepped.timeout("gone", -1);
    loop.removeTimeout(gone);
    SteppedLoop.write(pipe);
    stepped.step(3);
    EventLoopStats stats = loop.stats();
    assertThat(stats.handles()).isEqualTo(1);
    assertThat(stats.timeouts()).isEqualTo(1);
    assertThat(stats.iterations()).isEqualTo(3);
    assertThat(stats.handleCallbacks()).isEqualTo(1);
    assertThat(stats.timeoutCallbacks()).isEqualTo(3);
    assertThat(stats.failedCallbacks()).isZero();
    assertThat(stats.waiting()).isFalse();
  }

  @Test
  void sharesTheTimeBetweenBusyAndIdle() {
    stepped.timeout("t", 100, () -> stepped.passMillis(5));
    stepped.step(2);
    EventLoopStats stats = loop.stats();
    assertThat(stats.busyNanos()).isEqualTo(10_000_000);
    assertThat(stats.idleNanos()).isEqualTo(195_000_000);
    assertThat(stats.lastIterationNanos()).isEqualTo(stepped.now());
  }

  @Test
  void namesTheSlowOnes() {
    int[] millis = {10, 11, 30, 20};
    int[] next = new int[1];
    stepped.timeout("slow", 100, () -> stepped.passMillis(millis[next[0]++]));
    int other = stepped.timeout("slower", 0, () -> stepped.passMillis(40));
    stepped.step();
    loop.updateTimeout(other, EventLoop.DISABLED);
    stepped.step(4);
    assertThat(loop.stats().slowCallbacks()).isEqualTo(4);
    assertThat(loop.stats().slowest())
        .containsExactly(
            new EventLoopStats.SlowCallback("slower", 1, 40_000_000, 40_000_000),
            new EventLoopStats.SlowCallback("slow", 3, 30_000_000, 61_000_000));
  }

  @Test
  void aSlowOnRemovedIsNamedToo() {
    int timer = loop.addTimeout("t", -1, _ -> {}, () -> stepped.passMillis(50));
    loop.removeTimeout(timer);
    stepped.step();
    assertThat(loop.stats().slowest())
        .extracting(EventLoopStats.SlowCallback::name)
        .containsExactly("t");
  }

  @Test
  void namesAreBounded() {
    int names = EventLoopStats.MAX_NAMES + 6;
    for (int i = 0; i < names; i++) {
      stepped.timeout("t" + i, 0, () -> stepped.passMillis(20));
    }
    stepped.step();
    List<EventLoopStats.SlowCallback> slowest = loop.stats().slowest();
    assertThat(slowest).hasSize(EventLoopStats.MAX_NAMES + 1);
    assertThat(slowest)
        .filteredOn(slow -> slow.name().equals(EventLoopStats.OTHER))
        .singleElement()
        .extracting(EventLoopStats.SlowCallback::count)
        .isEqualTo(6L);
  }

  @Test
  void dispatchLagIsSummedAndItsMaximumFadesForEveryReaderAlike() {
    int timer = stepped.timeout("t", 100);
    stepped.passMillis(130);
    stepped.step();
    loop.updateTimeout(timer, 50);
    stepped.step();
    EventLoopStats stats = loop.stats();
    assertThat(stats.lagCount()).isEqualTo(2);
    assertThat(stats.lagNanos()).isEqualTo(30_000_000);
    assertThat(stats.maxLagNanos()).isEqualTo(30_000_000);
    assertThat(loop.stats().maxLagNanos()).as("reading takes nothing").isEqualTo(30_000_000);
    loop.updateTimeout(timer, 11_000);
    stepped.step();
    assertThat(loop.stats().maxLagNanos()).as("the window before").isEqualTo(30_000_000);
    stepped.step();
    assertThat(loop.stats().maxLagNanos()).isZero();
    assertThat(loop.stats().lagNanos()).isEqualTo(30_000_000);
  }

  @Test
  void aLagThatNobodyFollowsFadesToo() {
    stepped.timeout("t", 100);
    stepped.passMillis(130);
    stepped.step();
    assertThat(loop.stats().maxLagNanos()).isEqualTo(30_000_000);
    stepped.pass(Duration.ofSeconds(21));
    assertThat(loop.stats().maxLagNanos()).isZero();
  }

  @Test
  void tellsWhichCallbackIsRunningAndForHowLong() {
    AtomicReference<@Nullable EventLoopStats> inside = new AtomicReference<>();
    stepped.timeout(
        "stuck",
        0,
        () -> {
          stepped.pass(Duration.ofMinutes(1));
          inside.set(loop.stats());
        });
    stepped.step();
    assertThat(inside.get())
        .extracting(EventLoopStats::running, EventLoopStats::runningNanos, EventLoopStats::waiting)
        .containsExactly("stuck", 60_000_000_000L, false);
    assertThat(loop.stats().running()).isNull();
  }

  @Test
  void theThresholdMustBeMoreThanZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventLoopOptions.defaults().withSlowThreshold(Duration.ZERO));
  }
}
