package org.jvirtd.observe;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jvirtd.event.EventLoop;
import org.jvirtd.event.EventLoopStats;

/**
 * The event loop's load: which share of the time it is busy, lately and since it was made. A
 * timeout on the loop itself notes now and then how busy it has been; a callback that holds the
 * loop counts while it runs.
 *
 * <p>{@link #lately} and {@link #sinceStart} are for any thread.
 */
final class LoadMeter {

  /** "Lately" is the one to two of these that end now; longer while the loop is held. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private record Sample(long atNanos, long busyNanos) {}

  private record Samples(Sample older, Sample newer) {}

  private final EventLoop loop;
  private final LongSupplier nanoClock;
  private final Sample first;
  private volatile Samples samples;

  LoadMeter(EventLoop loop, LongSupplier nanoClock) {
    this.loop = loop;
    this.nanoClock = nanoClock;
    this.first = sample(loop.stats());
    this.samples = new Samples(first, first);
    loop.addTimeout("load meter", (int) INTERVAL.toMillis(), timer -> note(), () -> {});
  }

  private void note() {
    samples = new Samples(samples.newer, sample(loop.stats()));
  }

  /** From 0 to 1. */
  double lately(EventLoopStats now) {
    return load(samples.older, sample(now));
  }

  /** From 0 to 1. */
  double sinceStart(EventLoopStats now) {
    return load(first, sample(now));
  }

  private Sample sample(EventLoopStats stats) {
    return new Sample(nanoClock.getAsLong(), stats.busyNanos() + stats.runningNanos());
  }

  private static double load(Sample from, Sample to) {
    long elapsed = to.atNanos - from.atNanos;
    if (elapsed <= 0) {
      return 0;
    }
    return Math.clamp((double) (to.busyNanos - from.busyNanos) / elapsed, 0, 1);
  }
}
