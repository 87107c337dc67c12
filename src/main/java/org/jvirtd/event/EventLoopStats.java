package org.jvirtd.event;

import java.util.List;

/**
 * What an event loop has done since it was made. All durations are nanoseconds.
 *
 * @param handles watches that exist now
 * @param timeouts timers that exist now
 * @param iterations iterations that have ended
 * @param handleCallbacks handle callbacks that have run
 * @param timeoutCallbacks timeout callbacks that have run
 * @param failedCallbacks callbacks that have thrown
 * @param slowCallbacks callbacks that held the loop longer than the threshold
 * @param busyNanos time spent dispatching
 * @param idleNanos time spent waiting
 * @param maxLagNanos the longest that a due timeout has waited for its turn since the last call of
 *     stats
 * @param lastIterationNanos when the latest iteration ended, on the loop's clock; liveness follows
 *     from its age together with {@code waiting}
 * @param waiting whether the loop is waiting in its selector now
 * @param slowest the callbacks that held the loop longest, by name, the worst first; bounded
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
    long maxLagNanos,
    long lastIterationNanos,
    boolean waiting,
    List<SlowCallback> slowest) {

  public EventLoopStats {
    slowest = List.copyOf(slowest);
  }

  /** A callback, by name, that held the loop longer than the threshold. */
  public record SlowCallback(String name, long count, long maxNanos, long totalNanos) {}
}
