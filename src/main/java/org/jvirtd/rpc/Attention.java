package org.jvirtd.rpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jvirtd.event.EventLoop;

/**
 * What asks for the event loop's attention: connections for which others have left something, and
 * limits that have changed. A timeout that is otherwise disabled makes the loop take them in its
 * next turn, so that many announcements cost one wake-up.
 *
 * <p>None is lost: the loop disarms before it takes, so whoever comes later arms again; and one may
 * join the queue again from the moment its turn begins. A turn has an end, though others announce
 * as fast as it takes: what is left after {@link #MOST_A_TURN} waits for the next one, and sockets
 * and timeouts have theirs in between.
 */
final class Attention {
  /** A few milliseconds' worth. */
  static final int MOST_A_TURN = 1024;

  private final EventLoop loop;
  private final Runnable onLimits;
  private final Queue<Attended> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean limitsToCheck = new AtomicBoolean();
  private final int timer;

  /**
   * @param onLimits looks at limits that have changed, on the loop thread
   */
  Attention(EventLoop loop, Runnable onLimits) {
    this.loop = loop;
    this.onLimits = onLimits;
    this.timer = loop.addTimeout("attention", EventLoop.DISABLED, t -> attendAll(), () -> {});
  }

  /** Has the loop look after it in its next turn. From any thread. */
  void attend(Attended one) {
    if (one.awaitsAttention.compareAndSet(false, true)) {
      waiting.add(one);
      arm();
    }
  }

  /** Has the loop look whether newcomers are still to be accepted. From any thread. */
  void checkLimits() {
    limitsToCheck.set(true);
    arm();
  }

  private void arm() {
    if (armed.compareAndSet(false, true)) {
      loop.updateTimeout(timer, 0);
    }
  }

  private void attendAll() {
    loop.updateTimeout(timer, EventLoop.DISABLED);
    // Disarmed first: who comes from here on arms it again.
    armed.set(false);
    for (int left = MOST_A_TURN; left > 0; left--) {
      Attended next = waiting.poll();
      if (next == null) {
        break;
      }
      next.awaitsAttention.set(false);
      next.attend();
    }
    if (!waiting.isEmpty()) {
      arm();
    }
    if (limitsToCheck.compareAndSet(true, false)) {
      onLimits.run();
    }
  }
}
