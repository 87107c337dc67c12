package org.jvirtd.observe.page;

/** Seconds to the millisecond, which is what can be read, and short in JSON. */
final class Millis {
  private static final double THOUSAND = 1000;
  private static final double NANOS_IN_MILLI = 1e6;

  private Millis() {}

  static double seconds(long nanos) {
    return Math.round(nanos / NANOS_IN_MILLI) / THOUSAND;
  }
}
