package org.jvirtd.benchmark.load;

/**
 * Counts of durations in slots that grow with the duration: exact below 128 ns, within 1/64 above.
 */
public final class Latencies {
  private static final int SLOTS_PER_OCTAVE = 64;
  private static final int OCTAVES_ABOVE = 34;
  private static final long LONGEST_NANOS = (1L << 40) - 1;

  private final long[] slots = new long[(OCTAVES_ABOVE + 1) * SLOTS_PER_OCTAVE];
  private long count;

  /** Counts one duration; one of more than 18 minutes counts as 18 minutes. */
  void add(long nanos) {
    slots[slot(Math.clamp(nanos, 0, LONGEST_NANOS))]++;
    count++;
  }

  /** Adds what another one has counted. */
  public void addAll(Latencies other) {
    for (int i = 0; i < slots.length; i++) {
      slots[i] += other.slots[i];
    }
    count += other.count;
  }

  public long count() {
    return count;
  }

  /**
   * @param share from 0 to 1
   * @return microseconds which that share of the durations does not exceed; 0 if none was counted
   */
  public double micros(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < slots.length; i++) {
      seen += slots[i];
      if (seen >= wanted) {
        return middle(i) / 1000;
      }
    }
    return 0;
  }

  private static int slot(long nanos) {
    int shift = shift(nanos);
    return shift * SLOTS_PER_OCTAVE + (int) (nanos >>> shift);
  }

  /** How many low bits are dropped: so many that 7 are left. */
  private static int shift(long nanos) {
    return Math.max(0, 64 - Long.numberOfLeadingZeros(nanos) - 7);
  }

  private static double middle(int slot) {
    int shift = Math.max(0, slot / SLOTS_PER_OCTAVE - 1);
    long low = (long) (slot - shift * SLOTS_PER_OCTAVE) << shift;
    return low + ((1L << shift) - 1) / 2.0;
  }
}
