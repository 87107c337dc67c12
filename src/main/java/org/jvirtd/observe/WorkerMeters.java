package org.jvirtd.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jvirtd.worker.WorkerPool;
import org.jvirtd.worker.WorkerPoolStats;

/** A worker pool's meters, {@code jvirtd.workers.*}. */
public final class WorkerMeters implements MeterBinder {
  private static final String PREFIX = "jvirtd.workers.";
  private static final String SERVER = "server";
  private static final String CLASS = "class";

  private final String server;

  // The registry holds what it reads only weakly; this object keeps it.
  private final Snapshot<WorkerPoolStats> workers;

  /**
   * @param server the name of the server that the workers work for
   */
  public WorkerMeters(String server, WorkerPool workers) {
    this.server = server;
    this.workers = new Snapshot<>(workers::stats, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge("min", "Ordinary workers that are always there", s -> s.limits().min())
        .register(registry);
    gauge("max", "Ordinary workers that there may be", s -> s.limits().max()).register(registry);
    gauge("priority", "Priority workers that there are to be", s -> s.limits().priority())
        .register(registry);
    crew(
        registry,
        "ordinary",
        WorkerPoolStats::workers,
        WorkerPoolStats::idle,
        stats -> stats.workers() - stats.idle());
    crew(
        registry,
        "priority",
        WorkerPoolStats::priorityWorkers,
        WorkerPoolStats::priorityIdle,
        stats -> stats.priorityWorkers() - stats.priorityIdle());
    gauge(
            "utilization",
            "Busy ordinary workers as a share of jvirtd.workers.max, 0 to 1",
            WorkersEndpoint::utilization)
        .register(registry);
    gauge(
            "abandoned",
            "Workers that are held by calls that have timed out, and do not count",
            WorkerPoolStats::abandoned)
        .register(registry);
    gauge("abandoned.max", "The most such workers that are replaced", s -> s.maxAbandoned())
        .register(registry);
    counter(
            "replaced",
            "Times that a worker was replaced since its call had timed out",
            WorkerPoolStats::everAbandoned)
        .register(registry);
    queue(registry);
    jobs(registry);
  }

  private void crew(
      MeterRegistry registry,
      String name,
      ToDoubleFunction<WorkerPoolStats> size,
      ToDoubleFunction<WorkerPoolStats> idle,
      ToDoubleFunction<WorkerPoolStats> busy) {
    gauge("size", "Workers that exist", size).tag(CLASS, name).register(registry);
    gauge("idle", "Workers without a job", idle).tag(CLASS, name).register(registry);
    gauge("busy", "Workers with a job", busy).tag(CLASS, name).register(registry);
  }

  private void queue(MeterRegistry registry) {
    gauge("queue.depth", "Jobs that wait for a worker", WorkerPoolStats::queued).register(registry);
    gauge("queue.high", "High-priority jobs among those that wait", WorkerPoolStats::queuedHigh)
        .register(registry);
    gauge("queue.deepest", "The most jobs that ever waited", WorkerPoolStats::deepestQueue)
        .register(registry);
    gauge("queue.limit", "The most jobs that may wait", WorkerPoolStats::maxQueued)
        .register(registry);
    gauge(
            "queue.heldback",
            "Jobs that wait since their clients' jobs hold their share of the workers",
            WorkerPoolStats::heldBack)
        .register(registry);
    counter("jobs.heldback", "Jobs that have waited for that reason", WorkerPoolStats::everHeldBack)
        .register(registry);
    TimeGauge.builder(
            PREFIX + "queue.oldest",
            workers,
            TimeUnit.NANOSECONDS,
            snapshot -> snapshot.get().oldestWaitNanos())
        .description("How long the oldest waiting job has waited")
        .tag(SERVER, server)
        .register(registry);
    counter("queue.wait", "Time that jobs have waited", s -> Seconds.of(s.waitedNanos()))
        .baseUnit("seconds")
        .register(registry);
  }

  private void jobs(MeterRegistry registry) {
    FunctionTimer.builder(
            PREFIX + "jobs",
            workers,
            snapshot -> snapshot.get().done(),
            snapshot -> snapshot.get().ranNanos(),
            TimeUnit.NANOSECONDS)
        .description("Jobs that have ended, and their time on a worker")
        .tag(SERVER, server)
        .register(registry);
    counter("jobs.failed", "Jobs that threw", WorkerPoolStats::failed).register(registry);
    counter("jobs.rejected", "Jobs that found the queue full", WorkerPoolStats::rejected)
        .register(registry);
  }

  private Gauge.Builder<Snapshot<WorkerPoolStats>> gauge(
      String name, String description, ToDoubleFunction<WorkerPoolStats> value) {
    return Gauge.builder(PREFIX + name, workers, snapshot -> value.applyAsDouble(snapshot.get()))
        .description(description)
        .tag(SERVER, server);
  }

  private FunctionCounter.Builder<Snapshot<WorkerPoolStats>> counter(
      String name, String description, ToDoubleFunction<WorkerPoolStats> count) {
    return FunctionCounter.builder(
            PREFIX + name, workers, snapshot -> count.applyAsDouble(snapshot.get()))
        .description(description)
        .tag(SERVER, server);
  }
}
