package org.jvirtd.daemon;

import java.util.List;
import java.util.function.LongSupplier;
import org.jvirtd.event.EventLoop;
import org.jvirtd.rpc.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a daemon that nobody has used for a while, if it is told to (semantics section 20).
 *
 * <pre>
 *              no client of any server is connected
 *   DISARMED ─────────────────────────────────────▶ ARMED ── time is over ──▶ EXPIRED
 *      ▲                                              │
 *      └──── a client connects, or the timeout is 0 ──┘
 * </pre>
 */
final class IdleShutdown {
  private static final Logger LOG = LoggerFactory.getLogger(IdleShutdown.class);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private enum State {
    DISARMED,
    ARMED,
    EXPIRED
  }

  private final EventLoop loop;
  private final List<Server> servers;
  private final LongSupplier nanoClock;
  private final Runnable onExpired;
  private final int timer;

  // Guarded by this.
  private State state = State.DISARMED;
  private long seconds;
  private long armedNanos;

  /**
   * @param onExpired called once, on the loop thread: it must not block
   */
  IdleShutdown(EventLoop loop, List<Server> servers, LongSupplier nanoClock, Runnable onExpired) {
    this.loop = loop;
    this.servers = List.copyOf(servers);
    this.nanoClock = nanoClock;
    this.onExpired = onExpired;
    this.timer = loop.addTimeout("idle shutdown", EventLoop.DISABLED, _ -> onTimeout(), () -> {});
  }

  /** Changes the time, in seconds; 0 for never. From any thread. */
  void setTimeout(long newSeconds) {
    synchronized (this) {
      seconds = newSeconds;
    }
    check();
  }

  /** A client has come or gone, or the daemon has begun to serve. From any thread. */
  synchronized void check() {
    boolean wanted = seconds > 0 && servers.stream().allMatch(s -> s.connectionCount() == 0);
    if (wanted && state == State.DISARMED) {
      state = State.ARMED;
      armedNanos = nanoClock.getAsLong();
      arm();
    } else if (!wanted && state == State.ARMED) {
      state = State.DISARMED;
      loop.updateTimeout(timer, EventLoop.DISABLED);
    }
  }

  private long leftMillis() {
    // Unsigned 32 bits of seconds fit into a long of nanoseconds.
    long gone = nanoClock.getAsLong() - armedNanos;
    return (seconds * NANOS_PER_SECOND - gone + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }

  private void arm() {
    loop.updateTimeout(timer, Math.clamp(leftMillis(), 1, Integer.MAX_VALUE));
  }

  private void onTimeout() {
    synchronized (this) {
      if (state != State.ARMED) {
        loop.updateTimeout(timer, EventLoop.DISABLED);
        return;
      }
      if (leftMillis() > 0) {
        arm();
        return;
      }
      state = State.EXPIRED;
      loop.updateTimeout(timer, EventLoop.DISABLED);
      LOG.info("No client for {} s: stopping", seconds);
    }
    onExpired.run();
  }
}
