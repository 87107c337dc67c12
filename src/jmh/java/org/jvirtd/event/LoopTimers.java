package org.jvirtd.event;

/** Ours. Nobody else runs the loop, so the benchmark's thread does it itself. */
final class LoopTimers implements TimerBenchmark.Timers {
  private static final Runnable NOTHING = () -> {};

  /** It looks at its channels, of which there are none, and never waits. */
  private final NioEventLoop loop =
      new NioEventLoop(
          EventLoopOptions.defaults(), (selector, selected, _) -> selector.selectNow(selected));

  private int fired;

  @Override
  public Object add(int millis) {
    return loop.addTimeout("benchmark", millis, _ -> {}, NOTHING);
  }

  @Override
  public Object update(Object timer, int millis) {
    loop.updateTimeout((Integer) timer, millis);
    return timer;
  }

  @Override
  public void remove(Object timer) {
    loop.removeTimeout((Integer) timer);
  }

  @Override
  public void sweep() {
    loop.runOnce();
  }

  @Override
  public void fire(int count) {
    fired = 0;
    for (int i = 0; i < count; i++) {
      loop.addTimeout("benchmark", 1, this::onTimeout, NOTHING);
    }
    while (fired < count) {
      loop.runOnce();
    }
  }

  private void onTimeout(int timer) {
    fired++;
    loop.removeTimeout(timer);
  }

  @Override
  public void close() {
    loop.close();
  }
}
