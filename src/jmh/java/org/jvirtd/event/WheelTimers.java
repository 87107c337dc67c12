package org.jvirtd.event;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Netty's, with ticks of a millisecond, which is the event loop's grain. */
final class WheelTimers implements TimerBenchmark.Timers {
  private static final TimerTask NOTHING = _ -> {};

  private final HashedWheelTimer wheel = new HashedWheelTimer(1, TimeUnit.MILLISECONDS, 4096);

  @Override
  public Object add(int millis) {
    return wheel.newTimeout(NOTHING, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public Object update(Object timer, int millis) {
    ((Timeout) timer).cancel();
    return add(millis);
  }

  @Override
  public void remove(Object timer) {
    ((Timeout) timer).cancel();
  }

  @Override
  public void sweep() {}

  @Override
  public void fire(int count) throws InterruptedException {
    var left = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      wheel.newTimeout(_ -> left.countDown(), 1, TimeUnit.MILLISECONDS);
    }
    left.await();
  }

  @Override
  public void close() {
    wheel.stop();
  }
}
