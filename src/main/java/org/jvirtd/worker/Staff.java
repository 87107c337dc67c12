package org.jvirtd.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two crews of a pool and the queue that they share: who is to be hired, called or let go. All
 * of it is done under the pool's lock; what it returns is to be launched or woken outside it.
 */
final class Staff {
  final Crew ordinary;
  final Crew priority;
  private final WorkerPool pool;
  private final JobQueue queue;

  Staff(WorkerPool pool, JobQueue queue, String server) {
    this.pool = pool;
    this.queue = queue;
    this.ordinary = new Crew(false, "rpc-" + server + "-");
    this.priority = new Crew(true, "prio-rpc-" + server + "-");
  }

  /**
   * Obeys new limits: those that are surplus and parked leave now, busy ones after their job.
   *
   * @return those that leave, to be woken
   */
  List<Worker> allow(WorkerLimits limits) {
    ordinary.allow(limits.max());
    priority.allow(limits.priority());
    List<Worker> dismissed = new ArrayList<>(ordinary.dismissParked(limits.max()));
    dismissed.addAll(priority.dismissParked(limits.priority()));
    return dismissed;
  }

  /** Hires what the limits want at least. */
  void hireMinimum(WorkerLimits limits, List<Worker> hired) {
    while (ordinary.size() < limits.min()) {
      hired.add(ordinary.hire(pool));
    }
    while (priority.size() < limits.priority()) {
      hired.add(priority.hire(pool));
    }
  }

  /** Hires as many more as jobs wait and may be. */
  void hireForQueue(List<Worker> hired) {
    int depth = queue.depth();
    while (depth > ordinary.idle() && ordinary.isGrowable()) {
      hired.add(ordinary.hire(pool));
    }
  }

  /** Whom to wake for what waits, if nobody is on the way yet. */
  @Nullable Worker call() {
    if (ordinary.isCallable() && queue.next(ordinary.spare()) != null) {
      return ordinary.call();
    }
    if (priority.isCallable()
        && !ordinary.isSearching()
        && queue.nextHigh(priority.spare()) != null) {
      return priority.call();
    }
    return null;
  }

  /** Everybody who is parked, to be woken. */
  List<Worker> callAll() {
    List<Worker> called = new ArrayList<>(ordinary.callAll());
    called.addAll(priority.callAll());
    return called;
  }

  /** The worker that a job is on, or null. */
  @Nullable Worker workerOn(Job job) {
    Worker onOrdinary = ordinary.workerOn(job);
    return onOrdinary == null ? priority.workerOn(job) : onOrdinary;
  }

  int abandoned() {
    return ordinary.abandoned() + priority.abandoned();
  }

  boolean employs(Thread thread) {
    return ordinary.employs(thread) || priority.employs(thread);
  }

  /** Whether no worker exists, not even one that was abandoned. */
  boolean isDeserted() {
    return ordinary.isEmpty() && priority.isEmpty();
  }

  boolean isAtRest() {
    return queue.isEmpty() && ordinary.isAtRest() && priority.isAtRest();
  }

  boolean isQuiet() {
    return ordinary.isQuiet() && priority.isQuiet();
  }

  /** The jobs that are on a worker now. */
  List<RunningJob> running(long nowNanos) {
    List<RunningJob> running = new ArrayList<>();
    addRunning(ordinary, nowNanos, running);
    addRunning(priority, nowNanos, running);
    return running;
  }

  private static void addRunning(Crew crew, long nowNanos, List<RunningJob> running) {
    for (Worker worker : crew.workers()) {
      Job job = worker.job;
      Thread thread = worker.thread();
      if (job != null && thread != null) {
        running.add(
            new RunningJob(
                job,
                thread,
                crew.priority,
                worker.startedNanos,
                Math.max(0, nowNanos - worker.startedNanos),
                worker.abandoned));
      }
    }
  }
}
