package org.jvirtd.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop has done since it was made. All durations are nanoseconds. Every count only
 * grows, so that any number of readers can each take differences of their own.
 *
 * @param handles watches that exist now
 * @param timeouts timers that exist now
 * @param iterations iterations that have ended
 * @param handleCallbacks handle callbacks that have run
 * @param timeoutCallbacks timeout callbacks that have run
 * @param failedCallbacks callbacks that have thrown, {@code onRemoved} among them
 * @param slowCallbacks callbacks that held the loop longer than the threshold
 * @param busyNanos time spent outside the selector, up to the end of the latest iteration
 * @param idleNanos time spent waiting in the selector
 * @param lagCount timeouts with a period that have fired, each of which has a lag
 * @param lagNanos the sum of their lags: how long each was due before it had its turn
 * @param maxLagNanos the longest lag of the last 10 to 20 seconds
 * @param lastIterationNanos when the latest iteration ended, on the loop's clock; 0 before the
 *     first
 * @param waiting whether the loop is waiting in its selector now
 * @param running the callback that is running now, by name, or null
 * @param runningNanos how long it has been running; 0 when none is
 * @param slowest the callbacks that held the loop longer than the threshold, by name, the one with
 *     the longest hold first; at most {@value #MAX_NAMES} names, the rest together under {@value
 *     #OTHER}
 */
public record EventLoopStats(
    int handles,
    int timeouts,
    long iterations,
    long handleCallbacks,
    long timeoutCallbacks,
    long failedCallbacks,
    long slowCallbacks,
    long busyNanos,
    long idleNanos,
    long lagCount,
    long lagNanos,
    long maxLagNanos,
    long lastIterationNanos,
    boolean waiting,
    @Nullable String running,
    long runningNanos,
    List<SlowCallback> slowest) {

  /** How many names of slow callbacks are kept apart. */
  public static final int MAX_NAMES = 64;

  /** The name that stands for all slow callbacks beyond {@link #MAX_NAMES}. */
  public static final String OTHER = "other";

  public EventLoopStats {
    slowest = List.copyOf(slowest);
  }

  /** A callback, by name, that held the loop longer than the threshold. */
  public record SlowCallback(String name, long count, long maxNanos, long totalNanos) {}
}
