package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShuttingDownDrainsTest extends PoolFixture {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void queuedJobsAreRunAndRunningOnesWaitedFor() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob running = occupy(pool, 1).getFirst();
    List<Integer> ran = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      pool.submit(new ShortJob(() -> ran.add(number)));
    }
    CompletableFuture<Leftovers> left = CompletableFuture.supplyAsync(() -> pool.shutdown(LONG));
    settle(pool, stats -> stats.priorityWorkers() == 0);
    assertThat(left).isNotDone();
    running.release();
    assertThat(left.join().isEmpty()).isTrue();
    assertThat(ran).hasSize(20).isSorted();
    assertThat(pool.stats().workers()).isZero();
  }

  @Test
  void whatDidNotBeginInTimeIsHandedBackInOrder() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob running = occupy(pool, 1).getFirst();
    BlockingJob first = blocking();
    BlockingJob second = blocking(true);
    pool.submit(first);
    pool.submit(second);
    Leftovers left = pool.shutdown(Duration.ofMillis(20));
    assertThat(left.notRun()).containsExactly(first, second);
    assertThat(left.stillRunning()).extracting(RunningJob::job).containsExactly(running);
    running.release();
    settle(pool, stats -> stats.workers() == 0);
    assertThat(first.hasStarted()).isFalse();
    assertThat(pool.stats().queued()).isZero();
  }

  @Test
  void noPatienceHandsBackEverythingAtOnce() {
    WorkerPool pool = pool(0, 1, 0);
    occupy(pool, 1);
    BlockingJob waiting = blocking();
    pool.submit(waiting);
    assertThat(pool.shutdown(Duration.ZERO).notRun()).containsExactly(waiting);
  }

  @Test
  void jobsThatWereEnqueuedButNotFlushedAreRunToo() {
    WorkerPool pool = pool(0, 3, 0);
    ShortJob job = new ShortJob(() -> {});
    pool.enqueue(job);
    assertThat(pool.shutdown(LONG).isEmpty()).isTrue();
    job.awaitEnded();
  }

  @Test
  void nothingIsAcceptedAfterwards() {
    WorkerPool pool = pool(1, 2, 1);
    pool.shutdown(LONG);
    assertThat(pool.submit(blocking())).isFalse();
    assertThat(pool.submit(blocking(true))).isFalse();
    assertThat(pool.stats().rejected()).isEqualTo(2);
    assertThat(pool.stats().queued()).isZero();
    assertThat(pool.stats().queuedHigh()).isZero();
  }

  @Test
  void aRunningJobIsNotInterrupted() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob gate = blocking();
    AtomicBoolean interrupted = new AtomicBoolean();
    ShortJob job =
        new ShortJob(() -> {
          gate.run();
          interrupted.set(Thread.currentThread().isInterrupted());
        });
    pool.submit(job);
    gate.awaitStarted();
    pool.shutdown(Duration.ZERO);
    gate.release();
    job.awaitEnded();
    assertThat(interrupted).isFalse();
  }

  @Test
  void shuttingDownAgainWaitsForTheRest() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob running = occupy(pool, 1).getFirst();
    assertThat(pool.shutdown(Duration.ZERO).stillRunning()).hasSize(1);
    running.release();
    assertThat(pool.shutdown(LONG).isEmpty()).isTrue();
  }

  @Test
  void aWorkerCannotWaitForItself() {
    WorkerPool pool = pool(1, 1, 0);
    AtomicBoolean refused = new AtomicBoolean();
    ShortJob job =
        new ShortJob(() -> {
          assertThatIllegalStateException().isThrownBy(() -> pool.shutdown(LONG));
          refused.set(true);
        });
    pool.submit(job);
    job.awaitEnded();
    assertThat(refused).isTrue();
    occupy(pool, 1);
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    WorkerPool pool = pool(1, 1, 0);
    occupy(pool, 1);
    Thread.currentThread().interrupt();
    Leftovers left = pool.shutdown(LONG);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(left.stillRunning()).hasSize(1);
  }

  @Test
  void theThreadsEndWithIt() throws InterruptedException {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob job = occupy(pool, 1).getFirst();
    job.release();
    assertThat(pool.shutdown(LONG).isEmpty()).isTrue();
    // They have nothing left to do, but the last of it may be a moment away.
    assertThat(job.thread().join(LONG)).isTrue();
  }
}
