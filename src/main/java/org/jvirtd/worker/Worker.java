package org.jvirtd.worker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker: a loop that takes jobs and runs them, on a thread of its crew's executor.
 *
 * <pre>
 *              job                     none
 *   STARTING ───────▶ RUNNING ─────────────────▶ PARKED
 *      │              │  ▲  ▲ next job │           │  ▲
 *      │              │  │  └───────────┘    called │  │ none
 *      │              │  │        job               ▼  │
 *      │              │  └─────────────────────── SEARCHING
 *      │ surplus,     │ surplus,                      │ surplus,
 *      ▼ closed       ▼ closed                        ▼ closed
 *     GONE ◀──────────┴──────── (also from PARKED) ───┘
 * </pre>
 *
 * <p>The state changes under the pool's lock only; the worker's own thread reads it without.
 */
final class Worker implements Runnable {
  enum State {
    /** Hired; its thread has not come to the queue yet. Counts as idle. */
    STARTING,
    /** Has a job. */
    RUNNING,
    /** Waits on the stack of parked workers. Counts as idle. */
    PARKED,
    /** Was called to a job and has not taken one yet. Counts as idle. */
    SEARCHING,
    /** Off the roll. */
    GONE
  }

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  final Crew crew;
  private final WorkerPool pool;

  volatile State state = State.STARTING;
  private volatile @Nullable Thread thread;

  // Guarded by the pool's lock.
  @Nullable Worker parkedBefore;
  @Nullable Job job;
  long startedNanos;

  /** Whether the pool does not count on it until it is done with its job. */
  boolean abandoned;

  // The worker's own thread only.
  private long waitedNanos;
  private boolean failed;

  Worker(WorkerPool pool, Crew crew) {
    this.pool = pool;
    this.crew = crew;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      Job taken = pool.take(this, pool.now());
      while (taken != null) {
        taken = pool.take(this, runJob(taken));
      }
      while (state == State.PARKED) {
        LockSupport.park(pool);
        // An interrupt that somebody left behind would make every further park return at once.
        Thread.interrupted();
      }
      if (state == State.GONE) {
        return;
      }
    }
  }

  /**
   * @return when it ended
   */
  private long runJob(Job taken) {
    failed = false;
    onStart(taken);
    try {
      taken.run();
    } catch (Throwable e) {
      // Whatever it is, an Error too: a worker that died of a job would be one fewer for ever.
      failed = true;
      onFailure(taken, e);
    }
    long endedNanos = pool.now();
    onEnd(taken, endedNanos - startedNanos);
    // A job's interrupt is not the next job's business.
    Thread.interrupted();
    return endedNanos;
  }

  private void onStart(Job taken) {
    try {
      pool.observer().onStart(taken, waitedNanos);
    } catch (Throwable e) {
      log.warn("A worker pool's observer failed", e);
    }
  }

  private void onEnd(Job ended, long ranNanos) {
    try {
      pool.observer().onEnd(ended, ranNanos, failed);
    } catch (Throwable e) {
      log.warn("A worker pool's observer failed", e);
    }
  }

  private static void onFailure(Job failed, Throwable failure) {
    try {
      log.error("The job {} failed", failed, failure);
    } catch (Throwable e) {
      // Its toString is a job's own code too.
      log.error("A job of {} failed", failed.getClass(), failure);
    }
  }

  /**
   * Under the pool's lock, on the worker's own thread.
   *
   * @return how long the job has waited
   */
  long begin(@Nullable Job taken, long nowNanos) {
    job = taken;
    startedNanos = nowNanos;
    // The job may have been submitted while this worker, its clock read, waited for the lock.
    waitedNanos = taken == null ? 0 : Math.max(0, nowNanos - taken.submittedNanos);
    return waitedNanos;
  }

  boolean hasFailed() {
    return failed;
  }

  @Nullable Thread thread() {
    return thread;
  }

  /** Wakes it after its state was changed. Not under the lock. */
  void wake() {
    Thread sleeper = thread;
    if (sleeper != null && sleeper != Thread.currentThread()) {
      LockSupport.unpark(sleeper);
    }
  }
}
