package org.jvirtd.observe;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What several meters show of one moment. A scrape reads meter by meter; the first of them takes
 * the snapshot and the others share it, so that a scrape asks the pool and walks the clients once.
 *
 * <p>For any thread.
 */
final class Snapshot<T> implements Supplier<T> {

  /**
   * Longer than the reading of this room's meters takes, and much shorter than a scrape's pause.
   */
  static final Duration FRESH = Duration.ofMillis(100);

  private final Supplier<T> source;
  private final LongSupplier nanoClock;
  private @Nullable T taken;
  private long takenNanos;

  Snapshot(Supplier<T> source, LongSupplier nanoClock) {
    this.source = source;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized T get() {
    long now = nanoClock.getAsLong();
    T known = taken;
    if (known == null || now - takenNanos >= FRESH.toNanos()) {
      known = source.get();
      taken = known;
      takenNanos = now;
    }
    return known;
  }
}
