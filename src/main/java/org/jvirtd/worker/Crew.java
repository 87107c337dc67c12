package org.jvirtd.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The workers of one class, ordinary or priority, and the executor that owns their threads. All of
 * it is guarded by the pool's lock, apart from what the three read-outs for submitters say.
 */
final class Crew {
  final boolean priority;
  private final ThreadPoolTaskExecutor executor;
  private final Set<Worker> workers = new LinkedHashSet<>();
  private final AtomicInteger idle = new AtomicInteger();

  private int most;
  private int abandoned;
  private int parked;
  private int searching;
  private @Nullable Worker lastParked;

  private volatile boolean callable;
  private volatile boolean growable;

  Crew(boolean priority, String threadNamePrefix) {
    this.priority = priority;
    executor = new ThreadPoolTaskExecutor();
    executor.setThreadNamePrefix(threadNamePrefix);
    executor.setDaemon(true);
    // A hand-over queue and no core: each worker that is launched gets a thread of its own, at
    // once, and the thread ends with the worker.
    executor.setCorePoolSize(0);
    executor.setMaxPoolSize(Integer.MAX_VALUE);
    executor.setQueueCapacity(0);
    executor.setKeepAliveSeconds(0);
    // Never interrupt a job: what a driver has begun it must be able to end.
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.initialize();
  }

  // Read-outs for submitters, who hold no lock.

  /** Workers without a job: starting, searching or parked. */
  int idle() {
    return idle.getAcquire();
  }

  /** Whether somebody is parked and nobody is searching. */
  boolean isCallable() {
    return callable;
  }

  /** Whether there are fewer workers than there may be. */
  boolean isGrowable() {
    return growable;
  }

  // Everything else is done under the pool's lock.

  void allow(int newMost) {
    most = newMost;
    publishSize();
  }

  /** Workers that the pool counts on: those that were abandoned are not among them. */
  int size() {
    return workers.size() - abandoned;
  }

  int abandoned() {
    return abandoned;
  }

  boolean isEmpty() {
    return workers.isEmpty();
  }

  /**
   * Workers that have no job, and those that may still be added, beyond the quarter of all that is
   * kept for owners of jobs that hold none.
   */
  int spare() {
    return most - most / 4 - size() + idle.getPlain();
  }

  boolean isSurplus() {
    return size() > most;
  }

  /** Counts on a busy worker no more, so that there is room for another in its place. */
  void abandon(Worker worker) {
    worker.abandoned = true;
    abandoned++;
    publishSize();
  }

  /** Counts on a worker again: it is done with the job that it was abandoned for. */
  void readmit(Worker worker) {
    if (worker.abandoned) {
      worker.abandoned = false;
      abandoned--;
      publishSize();
    }
  }

  boolean isAtRest() {
    return parked == workers.size();
  }

  @SuppressWarnings("ReferenceEquality") // a job is itself, whatever its class calls equal
  @Nullable Worker workerOn(Job job) {
    return workers.stream().filter(worker -> worker.job == job).findFirst().orElse(null);
  }

  /** Whether every worker is parked or has a job. */
  boolean isQuiet() {
    return parked == idle.getPlain();
  }

  boolean isSearching() {
    return searching > 0;
  }

  Set<Worker> workers() {
    return workers;
  }

  boolean employs(Thread thread) {
    return workers.stream().anyMatch(worker -> worker.thread() == thread);
  }

  /** Adds a worker that is yet to be launched, outside the lock. */
  Worker hire(WorkerPool pool) {
    Worker worker = new Worker(pool, this);
    workers.add(worker);
    setIdle(+1);
    publishSize();
    return worker;
  }

  /** Gives a hired worker its thread. Not under the lock: starting a thread takes a while. */
  void launch(Worker worker) {
    executor.execute(worker);
  }

  /** The worker has found a job. */
  void begin(Worker worker) {
    if (worker.state != Worker.State.RUNNING) {
      endIdleness(worker);
      worker.state = Worker.State.RUNNING;
    }
  }

  /** The worker has found nothing, and is going to wait until it is called. */
  void park(Worker worker) {
    if (worker.state == Worker.State.RUNNING) {
      setIdle(+1);
    } else if (worker.state == Worker.State.SEARCHING) {
      searching--;
    }
    worker.state = Worker.State.PARKED;
    worker.parkedBefore = lastParked;
    lastParked = worker;
    parked++;
    publishCallable();
  }

  /**
   * Sends the worker that was parked last to search; its thread is still to be woken. The last one
   * has the warmest cache.
   */
  @Nullable Worker call() {
    Worker worker = lastParked;
    if (worker != null) {
      lastParked = worker.parkedBefore;
      worker.parkedBefore = null;
      parked--;
      searching++;
      worker.state = Worker.State.SEARCHING;
      publishCallable();
    }
    return worker;
  }

  /** Sends every parked worker to search; their threads are still to be woken. */
  List<Worker> callAll() {
    List<Worker> called = new ArrayList<>();
    for (Worker worker = call(); worker != null; worker = call()) {
      called.add(worker);
    }
    return called;
  }

  void leave(Worker worker) {
    if (worker.state != Worker.State.RUNNING) {
      endIdleness(worker);
    }
    worker.state = Worker.State.GONE;
    workers.remove(worker);
    publishSize();
  }

  /**
   * Takes parked workers off the roll until {@code remaining} workers are left; their threads are
   * still to be woken.
   */
  List<Worker> dismissParked(int remaining) {
    List<Worker> dismissed = new ArrayList<>();
    while (size() > remaining) {
      Worker worker = call();
      if (worker == null) {
        break;
      }
      leave(worker);
      dismissed.add(worker);
    }
    return dismissed;
  }

  /** Lets the executor go, and waits for its threads to end. Not under the lock. */
  void disband(Duration atMost) {
    executor.setAwaitTerminationMillis(atMost.toMillis());
    executor.shutdown();
  }

  private void endIdleness(Worker worker) {
    setIdle(-1);
    if (worker.state == Worker.State.SEARCHING) {
      searching--;
      publishCallable();
    }
  }

  private void setIdle(int change) {
    idle.setRelease(idle.getPlain() + change);
  }

  private void publishCallable() {
    boolean now = parked > 0 && searching == 0;
    if (callable != now) {
      callable = now;
    }
  }

  private void publishSize() {
    boolean now = size() < most;
    if (growable != now) {
      growable = now;
    }
  }
}
