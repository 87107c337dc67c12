package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real selector, asleep without a timeout: only a wake-up can end its wait. */
@Timeout(30)
class ChangesFromOtherThreadsWakeTheLoopTest {

  private final AtomicInteger waits = new AtomicInteger();
  private final NioEventLoop loop =
      new NioEventLoop(
          EventLoopOptions.defaults(),
          (selector, onSelected, nanos) -> {
            waits.incrementAndGet();
            Waiter.SELECTOR.await(selector, onSelected, nanos);
          });
  private final CountDownLatch happened = new CountDownLatch(1);
  private final Thread thread = new Thread(loop::run, "loop");

  @BeforeEach
  void startAndFallAsleep() {
    thread.start();
    awaitSleep();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
    thread.join();
    loop.close();
  }

  private void awaitSleep() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> loop.stats().waiting() && thread.getState() == Thread.State.RUNNABLE);
  }

  private void assertHappened() throws InterruptedException {
    assertThat(happened.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void addTimeout() throws InterruptedException {
    loop.addTimeout("t", 0, timer -> once(timer), () -> {});
    assertHappened();
  }

  private void once(int timer) {
    loop.updateTimeout(timer, EventLoop.DISABLED);
    happened.countDown();
  }

  @Test
  void updateTimeout() throws InterruptedException {
    int timer = loop.addTimeout("t", EventLoop.DISABLED, this::once, () -> {});
    loop.updateTimeout(timer, 0);
    assertHappened();
  }

  @Test
  void aSoonerTimeoutCutsALongWaitShort() throws InterruptedException {
    loop.addTimeout("far", 3_600_000, _ -> {}, () -> {});
    awaitSleep();
    loop.addTimeout("near", 1, _ -> happened.countDown(), () -> {});
    assertHappened();
  }

  @Test
  void removeTimeout() throws InterruptedException {
    int timer = loop.addTimeout("t", EventLoop.DISABLED, _ -> {}, happened::countDown);
    loop.removeTimeout(timer);
    assertHappened();
  }

  @Test
  void addUpdateAndRemoveHandle() throws InterruptedException, IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      assertThat(sink.isOpen()).isTrue();
      source.configureBlocking(false);
      SteppedLoop.write(pipe);
      CountDownLatch read = new CountDownLatch(1);
      AtomicReference<@Nullable Thread> on = new AtomicReference<>();
      int watch =
          loop.addHandle(
              "w",
              source,
              0,
              (_, _) -> {
                on.set(Thread.currentThread());
                assertThat(loop.inLoop()).isTrue();
                SteppedLoop.read(pipe);
                read.countDown();
              },
              happened::countDown);
      awaitSleep();
      loop.updateHandle(watch, HandleEvents.READABLE);
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(on).hasValue(thread);
      assertThat(loop.inLoop()).isFalse();
      awaitSleep();
      loop.removeHandle(watch);
      assertHappened();
    }
  }

  @Test
  void whatChangesNothingForTheWaitDoesNotWake() {
    int timer = loop.addTimeout("t", 3_600_000, _ -> {}, () -> {});
    int idle = loop.addTimeout("idle", EventLoop.DISABLED, _ -> {}, () -> {});
    await().until(() -> waits.get() >= 2);
    awaitSleep();
    int before = waits.get();
    loop.updateTimeout(idle, EventLoop.DISABLED);
    loop.updateTimeout(timer, 3_700_000);
    loop.updateTimeout(timer, EventLoop.DISABLED);
    loop.updateTimeout(4711, 0);
    loop.updateHandle(4711, 0);
    assertThat(loop.stats().waiting()).isTrue();
    assertThat(waits).hasValue(before);
  }

  @Test
  void anInterruptDoesNotMakeItSpin() throws InterruptedException {
    thread.interrupt();
    await().until(() -> waits.get() >= 2);
    awaitSleep();
    loop.addTimeout("t", 0, this::once, () -> {});
    assertHappened();
    awaitSleep();
    assertThat(waits.get()).isLessThan(10);
  }

  @Test
  void everyRequestOfManyThreadsIsServed() throws InterruptedException {
    int perThread = 20_000;
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    int flush =
        loop.addTimeout(
            "flush",
            EventLoop.DISABLED,
            timer -> {
              loop.updateTimeout(timer, EventLoop.DISABLED);
              served.set(asked.get());
            },
            () -> {});
    Runnable asks =
        () -> {
          for (int i = 0; i < perThread; i++) {
            asked.incrementAndGet();
            loop.updateTimeout(flush, 0);
          }
        };
    Thread one = new Thread(asks);
    Thread two = new Thread(asks);
    one.start();
    two.start();
    one.join();
    two.join();
    await().untilAsserted(() -> assertThat(served).hasValue(2 * perThread));
  }
}
