package org.jvirtd.observe.page;

import java.time.Duration;

/**
 * What the page may take.
 *
 * @param maxViewers browsers that may watch at a time; 0: there is no live view, and nothing is
 *     kept for one
 * @param interval between two snapshots; at least 100 ms
 * @param maxMessageBytes bytes of one message to a browser, at least 8192; a snapshot that would be
 *     larger lists less
 * @param patience how long a browser may take nothing before it is dropped
 */
public record PageSettings(
    int maxViewers, Duration interval, int maxMessageBytes, Duration patience) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final int LEAST_BYTES = 8192;

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public PageSettings {
    if (maxViewers < 0) {
      throw new IllegalArgumentException("max-viewers must not be negative: " + maxViewers);
    }
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("interval must be at least 100ms, not " + interval);
    }
    if (maxMessageBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "max-message-bytes must be at least " + LEAST_BYTES + ", not " + maxMessageBytes);
    }
    if (patience.compareTo(interval) < 0) {
      throw new IllegalArgumentException(
          "patience must be at least interval (%s), not %s".formatted(interval, patience));
    }
  }

  boolean isOff() {
    return maxViewers == 0;
  }
}
