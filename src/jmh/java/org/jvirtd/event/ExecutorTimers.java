package org.jvirtd.event;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's scheduler, with one thread, which forgets what is cancelled. */
final class ExecutorTimers implements TimerBenchmark.Timers {
  private static final Runnable NOTHING = () -> {};

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

  ExecutorTimers() {
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Object add(int millis) {
    return executor.schedule(NOTHING, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public Object update(Object timer, int millis) {
    remove(timer);
    return add(millis);
  }

  @Override
  public void remove(Object timer) {
    ((Future<?>) timer).cancel(false);
  }

  @Override
  public void sweep() {}

  @Override
  public void fire(int count) throws InterruptedException {
    var left = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      executor.schedule(left::countDown, 1, TimeUnit.MILLISECONDS);
    }
    left.await();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
