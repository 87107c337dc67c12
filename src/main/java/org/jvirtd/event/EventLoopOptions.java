package org.jvirtd.event;

import java.time.Duration;
import java.util.Objects;

/**
 * What an event loop is made with.
 *
 * @param clock where the time comes from
 * @param slowThreshold a callback that runs longer than this counts as slow; more than zero
 * @param onFailure told about each callback that has thrown
 */
public record EventLoopOptions(NanoClock clock, Duration slowThreshold, FailureHandler onFailure) {

  public EventLoopOptions {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(onFailure, "onFailure");
    if (slowThreshold.isNegative() || slowThreshold.isZero()) {
      throw new IllegalArgumentException(
          "The slow threshold must be more than zero: " + slowThreshold);
    }
  }

  /** The system's clock, 10 ms, and failures go to the log at ERROR. */
  public static EventLoopOptions defaults() {
    return new EventLoopOptions(
        NanoClock.SYSTEM, EventLoop.DEFAULT_SLOW_THRESHOLD, EventLoopOptions::log);
  }

  public EventLoopOptions withClock(NanoClock newClock) {
    return new EventLoopOptions(newClock, slowThreshold, onFailure);
  }

  public EventLoopOptions withSlowThreshold(Duration newThreshold) {
    return new EventLoopOptions(clock, newThreshold, onFailure);
  }

  public EventLoopOptions withOnFailure(FailureHandler newHandler) {
    return new EventLoopOptions(clock, slowThreshold, newHandler);
  }

  private static void log(String name, Throwable failure) {
    System.getLogger(NioEventLoop.class.getName())
        .log(System.Logger.Level.ERROR, "The callback " + name + " has failed", failure);
  }
}
