package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ThePoolMeasuresItselfTest extends PoolFixture {

  @Test
  void aFullQueueRefusesAndCounts() {
    WorkerPool pool = pool(1, 1, 0, 2, WorkerPoolObserver.NONE);
    List<BlockingJob> running = occupy(pool, 1);
    assertThat(pool.submit(blocking())).isTrue();
    assertThat(pool.submit(blocking(true))).isTrue();
    BlockingJob refused = blocking();
    assertThat(pool.submit(refused)).isFalse();
    assertThat(pool.submit(blocking(true))).isFalse();
    assertThat(pool.stats().rejected()).isEqualTo(2);
    assertThat(pool.stats().queued()).isEqualTo(2);
    assertThat(pool.stats().queuedHigh()).isEqualTo(1);
    assertThat(pool.stats().deepestQueue()).isEqualTo(2);
    assertThat(pool.stats().maxQueued()).isEqualTo(2);

    // A place that is free again is given again, to the very job that was refused.
    running.getFirst().release();
    settle(pool, stats -> stats.queued() == 1);
    assertThat(pool.submit(refused)).isTrue();
  }

  @Test
  void theBoundMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new WorkerPool(
                "test", WorkerLimits.DEFAULT, 0, System::nanoTime, WorkerPoolObserver.NONE));
  }

  @Test
  void theOldestWaitingJobHasAnAge() {
    WorkerPool pool = pool(1, 1, 1);
    List<BlockingJob> running = occupy(pool, 1);
    assertThat(pool.stats().oldestWaitNanos()).isZero();
    pool.submit(blocking());
    clock.addAndGet(30);
    BlockingJob second = blocking();
    pool.submit(second);
    clock.addAndGet(12);
    assertThat(pool.stats().oldestWaitNanos()).isEqualTo(42);
    running.getFirst().release();
    settle(pool, stats -> stats.queued() == 1);
    assertThat(pool.stats().oldestWaitNanos()).isEqualTo(12);
  }

  @Test
  void timeWaitedAndTimeRunAreCountedAndObserved() {
    List<String> seen = new CopyOnWriteArrayList<>();
    WorkerPoolObserver observer =
        new WorkerPoolObserver() {
          @Override
          public void onStart(Job job, long waitedNanos) {
            seen.add("waited " + waitedNanos);
          }

          @Override
          public void onEnd(Job job, long ranNanos, boolean failed) {
            seen.add("ran " + ranNanos + (failed ? " and failed" : ""));
          }
        };
    WorkerPool pool = pool(1, 1, 0, 10, observer);
    BlockingJob first = occupy(pool, 1).getFirst();
    clock.addAndGet(5);
    ShortJob second =
        new ShortJob(() -> {
          clock.addAndGet(7);
          throw new IllegalStateException();
        });
    pool.submit(second);
    clock.addAndGet(100);
    first.release();
    settle(pool, stats -> stats.done() == 2);
    assertThat(seen).containsExactly("waited 0", "ran 105", "waited 100", "ran 7 and failed");
    assertThat(pool.stats().waitedNanos()).isEqualTo(100);
    assertThat(pool.stats().ranNanos()).isEqualTo(112);
  }

  @Test
  void runningJobsAreReportedWithTheirThreadAndTheirAge() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob ordinary = occupy(pool, 1).getFirst();
    long started = clock.get();
    clock.addAndGet(50);
    BlockingJob high = blocking(true);
    pool.submit(high);
    high.awaitStarted();
    clock.addAndGet(8);
    Thread ordinaryThread = ordinary.thread();
    Thread highThread = high.thread();
    assertThat(pool.running())
        .containsExactlyInAnyOrder(
            new RunningJob(ordinary, ordinaryThread, false, started, 58, false),
            new RunningJob(high, highThread, true, started + 50, 8, false));
    ordinary.release();
    high.release();
    settle(pool, stats -> stats.done() == 2);
    assertThat(pool.running()).isEmpty();
  }

  @Test
  void busyAndIdleWorkersOfBothClassesAreCounted() {
    WorkerPool pool = pool(3, 5, 2);
    occupy(pool, 2);
    WorkerPoolStats stats = pool.stats();
    assertThat(stats.workers()).isEqualTo(3);
    assertThat(stats.idle()).isEqualTo(1);
    assertThat(stats.priorityWorkers()).isEqualTo(2);
    assertThat(stats.priorityIdle()).isEqualTo(2);
    assertThat(stats.busy()).isEqualTo(2);
  }
}
