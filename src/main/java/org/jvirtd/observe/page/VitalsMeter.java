package org.jvirtd.observe.page;

import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoopStats;
import org.jvirtd.worker.WorkerPoolStats;

/**
 * Takes the {@link Vitals} of each moment, as differences from the moment before. It asks for
 * totals only, so that a sample costs the same with one client as with thousands. For one thread.
 */
final class VitalsMeter {
  private static final int THOUSAND = 1000;
  private static final double NANOS = 1e9;
  private static final long NANOS_IN_MICRO = 1000;
  private static final long NANOS_IN_MILLI = 1_000_000;

  /** What only grows. */
  private record Totals(long atNanos, long busyNanos, long done, long ranNanos, long full) {}

  /** A sample with what it was made of, for who wants to tell more of the same moment. */
  record Sample(Vitals vitals, EventLoopStats loop, WorkerPoolStats workers) {}

  private final PageSources sources;
  private @Nullable Totals before;

  VitalsMeter(PageSources sources) {
    this.sources = sources;
  }

  Sample sample() {
    EventLoopStats loop = sources.loop().stats();
    WorkerPoolStats workers = sources.workers().stats();
    Totals now =
        new Totals(
            sources.nanoClock().getAsLong(),
            // The time of a callback that holds the loop is added when it ends, or the turn does.
            loop.busyNanos() + loop.runningNanos(),
            workers.done(),
            workers.ranNanos(),
            sources.server().counters().windowFull());
    Totals from = before == null ? now : before;
    before = now;
    long done = now.done - from.done;
    return new Sample(
        new Vitals(
            clamp(THOUSAND * share(from, now), THOUSAND),
            workers.busy(),
            workers.queued(),
            clamp((double) workers.oldestWaitNanos() / NANOS_IN_MILLI, Integer.MAX_VALUE),
            perSecond(done, from, now),
            done == 0 ? 0 : clamp(mean(from, now, done), Integer.MAX_VALUE),
            sources.server().connectionCount(),
            perSecond(now.full - from.full, from, now)),
        loop,
        workers);
  }

  private static double share(Totals from, Totals now) {
    long elapsed = now.atNanos - from.atNanos;
    return elapsed <= 0 ? 0 : (double) (now.busyNanos - from.busyNanos) / elapsed;
  }

  private static double mean(Totals from, Totals now, long done) {
    return (double) (now.ranNanos - from.ranNanos) / done / NANOS_IN_MICRO;
  }

  private static int perSecond(long count, Totals from, Totals now) {
    long elapsed = now.atNanos - from.atNanos;
    return elapsed <= 0 ? 0 : clamp(count * NANOS / elapsed, Integer.MAX_VALUE);
  }

  private static int clamp(double value, int most) {
    return Math.clamp(Math.round(value), 0, most);
  }
}
