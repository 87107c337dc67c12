package org.jvirtd.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, counted in buckets; with the sum and the longest of late. Any thread
 * records, any thread reads.
 *
 * <p>Every call is recorded twice, by workers that run on all cores at a time. So the counts are
 * kept in stripes, each in cache lines of its own, and a thread always uses the same one: a
 * recording is two additions that hardly ever meet another's, and takes no memory. A histogram has
 * 128 bytes for each stripe, 1 KiB at most.
 */
final class LatencyHistogram {

  /**
   * The upper bounds of the buckets, in nanoseconds; there is one more for what took longer. They
   * are few, since each is a series for every procedure and outcome: they tell the order of
   * magnitude, from a call that only reads memory to one that has waited for a hypervisor.
   */
  private static final long[] BOUNDS = {
    100_000, 1_000_000, 5_000_000, 25_000_000, 100_000_000, 1_000_000_000, 10_000_000_000L
  };

  private static final int SUM = BOUNDS.length + 1;
  private static final int LONGEST = BOUNDS.length + 2;

  /** Longs of a stripe: two cache lines. */
  private static final int WIDTH = 16;

  private static final int MOST_STRIPES = 8;
  private static final int STRIPES =
      Math.min(
          MOST_STRIPES,
          Integer.highestOneBit(Math.max(1, 2 * Runtime.getRuntime().availableProcessors() - 1)));

  /** The longest is shown for once to twice as long. */
  static final Duration LATELY = Duration.ofMinutes(1);

  private final AtomicLongArray cells = new AtomicLongArray(STRIPES * WIDTH);
  private long longestBefore;
  private long longestSinceNanos;

  /**
   * @param nowNanos of the clock that {@link #longestNanos} is given
   */
  LatencyHistogram(long nowNanos) {
    longestSinceNanos = nowNanos;
  }

  /** The upper bounds of the buckets in seconds, the last one infinite. */
  static double[] bounds() {
    double[] seconds = new double[BOUNDS.length + 1];
    for (int i = 0; i < BOUNDS.length; i++) {
      seconds[i] = Seconds.of(BOUNDS[i]);
    }
    seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }

  void record(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    int stripe = ((int) Thread.currentThread().threadId() & STRIPES - 1) * WIDTH;
    cells.getAndIncrement(stripe + bucket);
    cells.getAndAdd(stripe + SUM, nanos);
    if (nanos > cells.get(stripe + LONGEST)) {
      cells.accumulateAndGet(stripe + LONGEST, nanos, Math::max);
    }
  }

  /** Whether nothing was ever recorded. */
  boolean isEmpty() {
    for (int stripe = 0; stripe < cells.length(); stripe += WIDTH) {
      for (int bucket = 0; bucket <= BOUNDS.length; bucket++) {
        if (cells.get(stripe + bucket) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many fell into each bucket, those of the buckets before not counted. */
  long[] counts() {
    long[] counts = new long[BOUNDS.length + 1];
    for (int stripe = 0; stripe < cells.length(); stripe += WIDTH) {
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] += cells.get(stripe + bucket);
      }
    }
    return counts;
  }

  /** All of them together, in nanoseconds. */
  long sumNanos() {
    long sum = 0;
    for (int stripe = 0; stripe < cells.length(); stripe += WIDTH) {
      sum += cells.get(stripe + SUM);
    }
    return sum;
  }

  /**
   * The longest of the last one to two minutes, in nanoseconds; of the time since the last reading,
   * if that is more.
   *
   * @param nowNanos on the same clock each time
   */
  synchronized long longestNanos(long nowNanos) {
    boolean over = nowNanos - longestSinceNanos >= LATELY.toNanos();
    long longest = over ? 0 : longestBefore;
    for (int stripe = 0; stripe < cells.length(); stripe += WIDTH) {
      int cell = stripe + LONGEST;
      longest = Math.max(longest, over ? cells.getAndSet(cell, 0) : cells.get(cell));
    }
    if (over) {
      longestBefore = longest;
      longestSinceNanos = nowNanos;
    }
    return longest;
  }
}
