package org.jvirtd.rpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jvirtd.event.EventLoop;

/**
 * What asks for the event loop's attention: connections for which others have left something, and
 * limits that have changed. A timeout that is otherwise disabled makes the loop take all of it in
 * its next turn, so that many announcements cost one wake-up.
 *
 * <p>None is lost: the loop disarms before it takes, so whoever comes later arms again; and a
 * connection may join the queue again from the moment its turn begins.
 */
final class Attention {
  private final EventLoop loop;
  private final AcceptGate gate;
  private final Queue<Connection> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean limitsToCheck = new AtomicBoolean();
  private final int timer;

  Attention(EventLoop loop, AcceptGate gate) {
    this.loop = loop;
    this.gate = gate;
    this.timer = loop.addTimeout("attention", EventLoop.DISABLED, t -> attendAll(), () -> {});
  }

  /** Has the loop look after a connection in its next turn. From any thread. */
  void attend(Connection connection) {
    if (connection.awaitsAttention.compareAndSet(false, true)) {
      waiting.add(connection);
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
    for (Connection next = waiting.poll(); next != null; next = waiting.poll()) {
      next.awaitsAttention.set(false);
      next.attend();
    }
    if (limitsToCheck.compareAndSet(true, false)) {
      gate.check();
    }
  }
}
