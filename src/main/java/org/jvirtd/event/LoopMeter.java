package org.jvirtd.event;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the loop has done. Only the loop thread counts, so that counting needs no atomic operation;
 * any thread may read, without a lock.
 */
final class LoopMeter {

  /** The longest lag is kept for the window under way and the one before it. */
  static final long LAG_WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  /** A name is warned about once in this time. */
  static final long WARNING_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private static final System.Logger LOG = System.getLogger(NioEventLoop.class.getName());

  private final NanoClock clock;
  private final long slowNanos;

  private final AtomicLong iterations = new AtomicLong();
  private final AtomicLong handleCallbacks = new AtomicLong();
  private final AtomicLong timeoutCallbacks = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();
  private final AtomicLong idleNanos = new AtomicLong();
  private final AtomicLong lagCount = new AtomicLong();
  private final AtomicLong lagNanos = new AtomicLong();
  private final AtomicLong lagWindow = new AtomicLong();
  private final AtomicLong lagWindowStart = new AtomicLong();
  private final AtomicLong lagWindowBefore = new AtomicLong();
  private final AtomicLong lastIteration = new AtomicLong();
  private final AtomicReference<@Nullable String> running = new AtomicReference<>();
  private final AtomicLong runningSince = new AtomicLong();
  private final Map<String, Slow> slowNames = new ConcurrentHashMap<>();
  private volatile boolean waiting;

  /** Until when the time is accounted for. */
  private long accountedUntil;

  LoopMeter(NanoClock clock, Duration slowThreshold) {
    this.clock = clock;
    this.slowNanos = slowThreshold.toNanos();
    lagWindowStart.set(clock.nanoTime());
  }

  void waits(long now) {
    accountedUntil = now;
    waiting = true;
  }

  void awakes(long now) {
    waiting = false;
    add(idleNanos, now - accountedUntil);
    accountedUntil = now;
  }

  void iterationEnds(long now) {
    add(busyNanos, now - accountedUntil);
    accountedUntil = now;
    lastIteration.setRelease(now);
    add(iterations, 1);
  }

  void callbackStarts(String name, long now) {
    runningSince.setRelease(now);
    running.setRelease(name);
  }

  void handleCallbackEnds(String name, long nanos, long now) {
    add(handleCallbacks, 1);
    callbackEnds(name, nanos, now);
  }

  void timeoutCallbackEnds(String name, long nanos, long now) {
    add(timeoutCallbacks, 1);
    callbackEnds(name, nanos, now);
  }

  void callbackEnds(String name, long nanos, long now) {
    running.setRelease(null);
    if (nanos > slowNanos) {
      add(slow, 1);
      noteSlow(name, nanos, now);
    }
  }

  void callbackFailed() {
    add(failed, 1);
  }

  /** A timeout has its turn this long after it was due. */
  void timeoutLags(long nanos, long now) {
    add(lagCount, 1);
    add(lagNanos, nanos);
    long age = now - lagWindowStart.getPlain();
    if (age >= LAG_WINDOW_NANOS) {
      lagWindowBefore.setRelease(age < 2 * LAG_WINDOW_NANOS ? lagWindow.getPlain() : 0);
      lagWindow.setRelease(0);
      lagWindowStart.setRelease(now);
    }
    if (nanos > lagWindow.getPlain()) {
      lagWindow.setRelease(nanos);
    }
  }

  EventLoopStats stats(int handles, int timeouts) {
    long now = clock.nanoTime();
    String name = running.getAcquire();
    return new EventLoopStats(
        handles,
        timeouts,
        iterations.get(),
        handleCallbacks.get(),
        timeoutCallbacks.get(),
        failed.get(),
        slow.get(),
        busyNanos.get(),
        idleNanos.get(),
        lagCount.get(),
        lagNanos.get(),
        maxLag(now),
        lastIteration.get(),
        waiting,
        name,
        name == null ? 0 : Math.max(0, now - runningSince.getAcquire()),
        slowest());
  }

  private long maxLag(long now) {
    long age = now - lagWindowStart.get();
    if (age >= 2 * LAG_WINDOW_NANOS) {
      return 0;
    }
    long latest = lagWindow.get();
    return age >= LAG_WINDOW_NANOS ? latest : Math.max(latest, lagWindowBefore.get());
  }

  private List<EventLoopStats.SlowCallback> slowest() {
    return slowNames.entrySet().stream()
        .map(entry -> entry.getValue().snapshot(entry.getKey()))
        .sorted(Comparator.comparingLong(EventLoopStats.SlowCallback::maxNanos).reversed())
        .toList();
  }

  private void noteSlow(String name, long nanos, long now) {
    Slow known = slowNames.get(name);
    if (known == null) {
      String key = slowNames.size() < EventLoopStats.MAX_NAMES ? name : EventLoopStats.OTHER;
      known = slowNames.computeIfAbsent(key, _ -> new Slow());
    }
    known.note(nanos);
    if (known.mayWarn(now)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The callback {0} has held the event loop for {1} ms ({2} times so far, longest {3} ms)",
          name,
          Duration.ofNanos(nanos).toMillis(),
          known.count.getPlain(),
          Duration.ofNanos(known.max.getPlain()).toMillis());
    }
  }

  private static void add(AtomicLong counter, long amount) {
    counter.setRelease(counter.getPlain() + amount);
  }

  private static final class Slow {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong max = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private boolean warned;
    private long warnedAt;

    void note(long nanos) {
      add(count, 1);
      add(total, nanos);
      if (nanos > max.getPlain()) {
        max.setRelease(nanos);
      }
    }

    boolean mayWarn(long now) {
      if (warned && now - warnedAt < WARNING_INTERVAL_NANOS) {
        return false;
      }
      warned = true;
      warnedAt = now;
      return true;
    }

    EventLoopStats.SlowCallback snapshot(String name) {
      return new EventLoopStats.SlowCallback(name, count.get(), max.get(), total.get());
    }
  }
}
