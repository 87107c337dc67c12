package org.jvirtd.worker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A pool on a clock that the test moves, and jobs that block until the test lets them go. */
abstract class PoolFixture {
  final AtomicLong clock = new AtomicLong(1_000_000);
  private final List<WorkerPool> pools = new ArrayList<>();
  private final List<BlockingJob> blocking = new ArrayList<>();

  WorkerPool pool(int min, int max, int priority) {
    return pool(min, max, priority, 1000, WorkerPoolObserver.NONE);
  }

  WorkerPool pool(int min, int max, int priority, int maxQueued, WorkerPoolObserver observer) {
    WorkerPool pool =
        new WorkerPool(
            "test", new WorkerLimits(min, max, priority), maxQueued, clock::get, observer);
    pools.add(pool);
    // So that a test begins with every worker parked, not on its way to the queue.
    settle(pool, stats -> stats.idle() == min && stats.priorityIdle() == priority);
    awaitParked(pool);
    return pool;
  }

  @AfterEach
  void closePools() {
    blocking.forEach(BlockingJob::release);
    pools.forEach(pool -> pool.shutdown(Duration.ofSeconds(10)));
  }

  /** Waits until the pool looks like this, and fails if it does not within ten seconds. */
  static void settle(WorkerPool pool, Predicate<WorkerPoolStats> condition) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .until(pool::stats, condition);
  }

  static void awaitParked(WorkerPool pool) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .until(pool::isAtRest);
  }

  BlockingJob blocking() {
    return blocking(false);
  }

  BlockingJob blocking(boolean high) {
    BlockingJob job = new BlockingJob(high);
    blocking.add(job);
    return job;
  }

  BlockingJob blocking(boolean high, JobOwner owner) {
    BlockingJob job = new BlockingJob(high, owner);
    blocking.add(job);
    return job;
  }

  /** Submits that many jobs that block, and waits until all of them run. */
  List<BlockingJob> occupy(WorkerPool pool, int workers) {
    List<BlockingJob> jobs = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      BlockingJob job = blocking();
      assertThat(pool.submit(job)).isTrue();
      jobs.add(job);
    }
    jobs.forEach(BlockingJob::awaitStarted);
    return jobs;
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).as("in ten seconds").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static final class BlockingJob extends Job {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    BlockingJob(boolean high) {
      super(high);
    }

    BlockingJob(boolean high, JobOwner owner) {
      super(high, owner);
    }

    @Override
    protected void run() {
      thread = Thread.currentThread();
      started.countDown();
      awaitLatch(released);
      ended.countDown();
    }

    void awaitStarted() {
      awaitLatch(started);
    }

    boolean hasStarted() {
      return started.getCount() == 0;
    }

    void release() {
      released.countDown();
    }

    void awaitEnded() {
      awaitLatch(ended);
    }

    /** The thread it runs on; only once it has started. */
    Thread thread() {
      return Objects.requireNonNull(thread);
    }

    String threadName() {
      return thread().getName();
    }
  }

  /** A job that does something and can be waited for. */
  static final class ShortJob extends Job {
    private final Runnable what;
    private final CountDownLatch ended = new CountDownLatch(1);

    ShortJob(boolean high, Runnable what) {
      super(high);
      this.what = what;
    }

    ShortJob(boolean high, JobOwner owner, Runnable what) {
      super(high, owner);
      this.what = what;
    }

    ShortJob(Runnable what) {
      this(false, what);
    }

    @Override
    protected void run() {
      try {
        what.run();
      } finally {
        ended.countDown();
      }
    }

    void awaitEnded() {
      awaitLatch(ended);
    }
  }
}
