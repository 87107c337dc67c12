package org.jvirtd.rpc;

import java.time.Duration;

/**
 * When a silent client is asked whether it lives (semantics section 11): after each interval of
 * silence it gets a ping, and after interval × (count + 1) it is disconnected.
 *
 * @param interval to the millisecond; zero or less: never
 * @param count pings that may stay without any sign of life
 */
public record KeepaliveSettings(Duration interval, int count) {
  /** libvirt's defaults. */
  public static final KeepaliveSettings DEFAULTS = new KeepaliveSettings(Duration.ofSeconds(5), 5);

  public KeepaliveSettings {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
    if (interval.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("interval is too long: " + interval);
    }
  }

  public boolean enabled() {
    return interval.toMillis() > 0;
  }
}
