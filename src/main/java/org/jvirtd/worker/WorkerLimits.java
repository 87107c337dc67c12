package org.jvirtd.worker;

/**
 * How many workers a pool may have (semantics section 8).
 *
 * <p>libvirt reads these as 32-bit numbers with no upper bound, and takes a maximum of 0 for "run
 * every call on the event loop's thread". Here nothing that may block runs on that thread, so there
 * is always a worker; and a number that no kernel would grant is refused at once.
 *
 * @param min ordinary workers that exist from the start, 0 to max
 * @param max ordinary workers that there may be, 1 to {@value #MOST}
 * @param priority workers that take high-priority jobs only, 0 to {@value #MOST}
 */
public record WorkerLimits(int min, int max, int priority) {

  /** The most workers of one class: Linux counts 32,768 threads by default. */
  public static final int MOST = 32_767;

  /** libvirt's figures (semantics section 25): 5, 20, 5. */
  public static final WorkerLimits DEFAULT = new WorkerLimits(5, 20, 5);

  /**
   * @throws IllegalArgumentException if a number is out of its range, or min is more than max
   */
  public WorkerLimits {
    if (max < 1 || max > MOST) {
      throw new IllegalArgumentException(
          "max workers must be 1 to " + MOST + " (calls never run on the event loop), not " + max);
    }
    if (min < 0) {
      throw new IllegalArgumentException("min workers must be 0 or more, not " + min);
    }
    if (min > max) {
      throw new IllegalArgumentException(
          "min workers must not be more than max workers, but " + min + " > " + max);
    }
    if (priority < 0 || priority > MOST) {
      throw new IllegalArgumentException(
          "priority workers must be 0 to " + MOST + ", not " + priority);
    }
  }
}
