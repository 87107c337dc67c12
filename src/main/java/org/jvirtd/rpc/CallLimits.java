package org.jvirtd.rpc;

import java.time.Duration;
import java.util.Map;

/**
 * How long calls may take.
 *
 * @param slow a call that is on its worker longer is reported as slow; zero for never
 * @param deadline a call is answered with a timeout this long after it was read; zero for never
 * @param deadlines the same by the names of procedures, which go before {@code deadline}
 * @param maxAbandoned how many workers may be replaced by others, at a time, since a deadline came
 *     before they were done
 */
public record CallLimits(
    Duration slow, Duration deadline, Map<String, Duration> deadlines, int maxAbandoned) {

  /** libvirt's behaviour: calls take their time. */
  public static final CallLimits DEFAULTS =
      new CallLimits(Duration.ofSeconds(10), Duration.ZERO, Map.of(), 20);

  public CallLimits {
    notNegative("slow", slow);
    notNegative("deadline", deadline);
    deadlines = Map.copyOf(deadlines);
    deadlines.forEach((procedure, after) -> notNegative("deadlines." + procedure, after));
    if (maxAbandoned < 0) {
      throw new IllegalArgumentException("max-abandoned must not be negative: " + maxAbandoned);
    }
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }
}
