package org.jvirtd.observe;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolStats;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/workers}: the worker pool, its queue, and what is on each worker now. */
@Endpoint(id = "workers")
public final class WorkersEndpoint {

  /**
   * @param min workers that are always there
   * @param max ordinary workers that there may be
   * @param priority workers in reserve for high-priority jobs
   * @param utilization busy ordinary workers as a share of max: at 1 the next ordinary job waits
   * @param ordinary the workers that take any job
   * @param reserved the priority workers there are
   * @param running jobs on workers now, the one that runs longest first
   */
  public record Report(
      int min,
      int max,
      int priority,
      double utilization,
      Crew ordinary,
      Crew reserved,
      Queue queue,
      Jobs jobs,
      List<Running> running) {}

  /** The workers of one class. */
  public record Crew(int workers, int idle, int busy) {}

  /**
   * The jobs that wait.
   *
   * @param depth jobs that wait now
   * @param high high-priority ones among them
   * @param deepest the most that ever waited at once
   * @param limit the most that may wait
   * @param oldestSeconds how long the oldest of them has waited
   * @param heldBack those that wait since their clients' calls hold their share of the workers
   */
  public record Queue(
      int depth, int high, int deepest, int limit, double oldestSeconds, int heldBack) {}

  /**
   * The jobs so far.
   *
   * @param done that have ended
   * @param failed that threw
   * @param rejected that found the queue full
   * @param waitedSeconds in the queue, of all together
   * @param ranSeconds on a worker, of all together
   */
  public record Jobs(
      long done, long failed, long rejected, double waitedSeconds, double ranSeconds) {}

  /** A job that is on a worker. */
  public record Running(String job, String thread, boolean priorityWorker, double seconds) {}

  private final WorkerPool workers;

  public WorkersEndpoint(WorkerPool workers) {
    this.workers = workers;
  }

  /**
   * @param limit the most running jobs to list
   */
  @ReadOperation
  public Report workers(@Nullable Integer limit) {
    int most = Limit.of(limit);
    WorkerPoolStats stats = workers.stats();
    return new Report(
        stats.limits().min(),
        stats.limits().max(),
        stats.limits().priority(),
        utilization(stats),
        crew(stats.workers(), stats.idle()),
        crew(stats.priorityWorkers(), stats.priorityIdle()),
        new Queue(
            stats.queued(),
            stats.queuedHigh(),
            stats.deepestQueue(),
            stats.maxQueued(),
            Seconds.of(stats.oldestWaitNanos()),
            stats.heldBack()),
        new Jobs(
            stats.done(),
            stats.failed(),
            stats.rejected(),
            Seconds.of(stats.waitedNanos()),
            Seconds.of(stats.ranNanos())),
        workers.running().stream()
            .sorted(Comparator.comparingLong(RunningJob::ranNanos).reversed())
            .limit(most)
            .map(WorkersEndpoint::running)
            .toList());
  }

  static double utilization(WorkerPoolStats stats) {
    return (double) (stats.workers() - stats.idle()) / stats.limits().max();
  }

  private static Crew crew(int workers, int idle) {
    return new Crew(workers, idle, workers - idle);
  }

  private static Running running(RunningJob running) {
    return new Running(
        running.job().toString(),
        running.thread().getName(),
        running.priorityWorker(),
        Seconds.of(running.ranNanos()));
  }
}
