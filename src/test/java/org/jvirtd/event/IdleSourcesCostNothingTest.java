package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts work and bytes, not time. */
class IdleSourcesCostNothingTest {

  private static final int TIMEOUTS = 100_000;
  private static final int HANDLES = 10_000;
  private static final int ITERATIONS = 20_000;

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;
  private final List<DatagramChannel> channels = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    stepped.close();
    for (DatagramChannel channel : channels) {
      channel.close();
    }
  }

  /** As many idle handles as descriptors allow; each costs one. */
  private void addIdle() throws IOException {
    for (int i = 0; i < TIMEOUTS; i++) {
      loop.addTimeout("idle", 1_000_000_000 + i, _ -> {}, SteppedLoop.NOTHING);
    }
    List<DatagramChannel> open = channels;
    for (int i = 0; i < HANDLES; i++) {
      if (i < 500) {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        open.add(channel);
      }
      loop.addHandle(
          "idle", open.get(i % 500), HandleEvents.READABLE, (_, _) -> {}, SteppedLoop.NOTHING);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private long bytesPerIteration() {
    stepped.step(ITERATIONS);
    long before = allocated();
    stepped.step(ITERATIONS);
    return (allocated() - before) / ITERATIONS;
  }

  @Test
  void anIterationMovesNoTimerAndLooksAtNoHandle() throws IOException {
    addIdle();
    int busy = loop.addTimeout("busy", 0, _ -> {}, SteppedLoop.NOTHING);
    long before = loop.idleCost();
    int selectedBefore = stepped.selected;
    stepped.step(1000);
    assertThat(loop.stats().timeoutCallbacks()).isEqualTo(1000);
    assertThat(loop.idleCost()).isEqualTo(before);
    assertThat(stepped.selected).isEqualTo(selectedBefore);
    loop.updateTimeout(busy, EventLoop.DISABLED);
  }

  @Test
  void oneTimeoutAmongManyMovesLogarithmically() throws IOException {
    addIdle();
    loop.addTimeout("short", 1, _ -> {}, SteppedLoop.NOTHING);
    long before = loop.idleCost();
    stepped.step(1000);
    assertThat(loop.stats().timeoutCallbacks()).isEqualTo(1000);
    // It leaves the heap and comes back: twice the height of a heap of 100,001, which is 17.
    assertThat(loop.idleCost() - before).isLessThanOrEqualTo(1000 * 2 * 18);
  }

  @Test
  void anIdleIterationAllocatesNothing() throws IOException {
    addIdle();
    stepped.timeout("far", EventLoop.DISABLED);
    Pipe pipe = stepped.pipe();
    loop.addHandle("idle", pipe.source(), HandleEvents.READABLE, (_, _) -> {}, SteppedLoop.NOTHING);
    // With period 0 the stepping loop does not move the clock, so nothing else comes due.
    loop.addTimeout("zero", 0, _ -> {}, SteppedLoop.NOTHING);
    assertThat(bytesPerIteration()).isZero();
  }

  @Test
  void dispatchingTimeoutsAllocatesNothing() {
    for (int i = 0; i < 20; i++) {
      loop.addTimeout("timer", 1 + i, _ -> {}, SteppedLoop.NOTHING);
    }
    assertThat(bytesPerIteration()).isZero();
    assertThat(loop.stats().timeoutCallbacks()).isGreaterThan(2L * ITERATIONS);
  }

  @Test
  void askingForARunAndDisablingItAllocatesNothing() {
    int flush =
        loop.addTimeout("flush", -1, timer -> loop.updateTimeout(timer, -1), SteppedLoop.NOTHING);
    loop.addTimeout("zero", 0, _ -> loop.updateTimeout(flush, 0), SteppedLoop.NOTHING);
    assertThat(bytesPerIteration()).isZero();
    assertThat(loop.stats().timeoutCallbacks()).isGreaterThanOrEqualTo(3L * ITERATIONS);
  }

  @Test
  void dispatchingHandlesAllocatesNothingButTheSelectorsOwnInteger() throws IOException {
    int handles = 20;
    for (int i = 0; i < handles; i++) {
      Pipe pipe = stepped.pipe();
      SteppedLoop.write(pipe);
      loop.addHandle(
          "ready", pipe.source(), HandleEvents.READABLE, (_, _) -> {}, SteppedLoop.NOTHING);
    }
    // The JDK looks each ready descriptor up in a map by Integer: 16 bytes for those over 127.
    assertThat(bytesPerIteration()).isLessThanOrEqualTo(handles * 16L);
    assertThat(loop.stats().handleCallbacks()).isEqualTo(handles * 2L * ITERATIONS);
  }

  @Test
  void updatingToTheSameMaskIsFree() throws IOException {
    Pipe pipe = stepped.pipe();
    int watch = stepped.watch("w", pipe);
    long before = allocated();
    for (int i = 0; i < ITERATIONS; i++) {
      loop.updateHandle(watch, HandleEvents.READABLE);
    }
    assertThat((allocated() - before) / ITERATIONS).isZero();
  }
}
