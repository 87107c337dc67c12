package org.jvirtd.event;

/** Where the loop gets the time from. Only differences between two readings mean anything. */
@FunctionalInterface
public interface NanoClock {

  /** The machine's monotonic clock. */
  NanoClock SYSTEM = System::nanoTime;

  /** Nanoseconds since some fixed point; it may be negative and may wrap around. */
  long nanoTime();
}
