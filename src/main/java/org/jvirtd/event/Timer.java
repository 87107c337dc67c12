package org.jvirtd.event;

/** A timeout. All but {@code period} is guarded by the loop's lock. */
final class Timer extends Source {

  /** The index of a timer that {@link TimerQueue} does not hold. */
  static final int NOWHERE = -1;

  final EventLoop.TimeoutCallback callback;

  /** Milliseconds. Written under the lock, read anywhere. */
  volatile int period = EventLoop.DISABLED;

  /** When it is due, on the loop's clock; only with a period of more than 0. */
  long dueNanos;

  /** Where {@link TimerQueue} holds it, so that it need not be searched for. */
  int index = NOWHERE;

  /** Whether this pass is to run it; an update takes that back. */
  boolean ready;

  Timer(int id, String name, Runnable onRemoved, long order, EventLoop.TimeoutCallback callback) {
    super(id, name, onRemoved, order);
    this.callback = callback;
  }
}
