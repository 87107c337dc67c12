package org.jvirtd.compat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a soak goes on; whoever holds something meanwhile lets go of it when it ends. */
final class SoakClock {
  private final long end;
  private final CountDownLatch stopped = new CountDownLatch(1);

  SoakClock(Duration length) {
    end = System.nanoTime() + length.toNanos();
  }

  boolean isOver() {
    return stopped.getCount() == 0 || System.nanoTime() - end >= 0;
  }

  /** Ends it before its time. */
  void stop() {
    stopped.countDown();
  }

  /** Does nothing for so long, or until the end. */
  void hold(int millis) {
    long left = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), end - System.nanoTime());
    try {
      boolean _ = stopped.await(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
