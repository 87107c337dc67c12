package org.jvirtd.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a log line that many clients may cause from filling the log: it may be written once in a
 * while, and says then how often it was left out. From any thread.
 */
final class Occasionally {
  private final LongSupplier nanoClock;
  private final long intervalNanos;
  private long lastNanos;
  private boolean spoken;
  private long leftOut;

  Occasionally(LongSupplier nanoClock, Duration interval) {
    this.nanoClock = nanoClock;
    this.intervalNanos = interval.toNanos();
  }

  /**
   * @return how often the line was left out since it was last written, or -1 to leave it out again
   */
  synchronized long leftOut() {
    long now = nanoClock.getAsLong();
    if (spoken && now - lastNanos < intervalNanos) {
      leftOut++;
      return -1;
    }
    spoken = true;
    lastNanos = now;
    long before = leftOut;
    leftOut = 0;
    return before;
  }
}
