package org.jvirtd.observe.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: after a failed login its address is refused for a time, twice
 * as long with each further failure. No thread waits meanwhile. An address is forgotten when it has
 * logged in, or has not failed for long. Safe for several threads at once.
 */
final class FailedLogins {
  /** Addresses that are remembered; who has many could make us remember others in their place. */
  private static final int MOST_ADDRESSES = 1024;

  /** Doublings of the delay, at most. */
  private static final int MOST_DOUBLINGS = 5;

  private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();

  private record Failure(int count, long atNanos, long delayNanos) {}

  private final long delayNanos;
  private final LongSupplier nanoClock;
  private final Map<String, Failure> byAddress =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failure> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  /**
   * @param delay after the first failure
   * @param nanoClock as {@link System#nanoTime}
   */
  FailedLogins(Duration delay, LongSupplier nanoClock) {
    this.delayNanos = delay.toNanos();
    this.nanoClock = nanoClock;
  }

  /** How long nothing is heard from this address yet; zero if it may try. */
  synchronized Duration wait(String address) {
    Failure last = byAddress.get(address);
    if (last == null) {
      return Duration.ZERO;
    }
    long left = last.delayNanos - (nanoClock.getAsLong() - last.atNanos);
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  synchronized void onFailure(String address) {
    long now = nanoClock.getAsLong();
    // Taken out first, so that the oldest failure is the first to be forgotten.
    Failure last = byAddress.remove(address);
    int count = last == null || now - last.atNanos > MEMORY_NANOS ? 1 : last.count + 1;
    byAddress.put(
        address, new Failure(count, now, delayNanos << Math.min(count - 1, MOST_DOUBLINGS)));
  }

  synchronized void onSuccess(String address) {
    byAddress.remove(address);
  }

  synchronized int size() {
    return byAddress.size();
  }
}
