package org.jvirtd.observe;

/** The unit in which this room tells durations: seconds, to the nanosecond, as Prometheus does. */
final class Seconds {
  private static final double NANOS = 1e9;

  private Seconds() {}

  static double of(long nanos) {
    return nanos / NANOS;
  }
}
