package org.jvirtd.rpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's listeners, and whether they take newcomers. Limits never reject anybody: at a limit
 * all listeners pause, and newcomers wait in the kernel's backlog until there is room (semantics
 * section 7). For the loop thread, apart from what is said to be for any.
 */
final class AcceptGate {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);

  /** At a limit every newcomer may begin a pause of its own; not all of them are worth a line. */
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  private final Server server;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Occasionally pauses;
  private boolean said;
  private volatile AcceptState state = AcceptState.NOT_YET;

  AcceptGate(Server server) {
    this.server = server;
    this.pauses = new Occasionally(server::nanoTime, LOG_INTERVAL);
  }

  void open(Listener listener) {
    listeners.add(listener);
    listener.open();
    if (state == AcceptState.NOT_YET) {
      state = AcceptState.ACCEPTING;
    }
    check();
  }

  /** Whether newcomers are accepted now, and if not, why. From any thread. */
  AcceptState state() {
    AcceptState now = state;
    return now == AcceptState.ACCEPTING && listeners.stream().anyMatch(Listener::isResting)
        ? AcceptState.RESTING
        : now;
  }

  /** Pauses or resumes, as the limits and the clients there are want it. */
  void check() {
    AcceptState before = state;
    if (before == AcceptState.NOT_YET || before == AcceptState.STOPPED) {
      return;
    }
    AcceptState now = wanted();
    if (now == before) {
      return;
    }
    state = now;
    boolean accepting = now == AcceptState.ACCEPTING;
    if (accepting) {
      sayResumed();
    } else {
      server.counters().countPause(now);
      sayPaused(now);
    }
    listeners.forEach(listener -> listener.pause(!accepting));
  }

  private AcceptState wanted() {
    ClientLimits limits = server.limits();
    if (server.connectionCount() >= limits.max()) {
      return AcceptState.AT_LIMIT;
    }
    if (limits.maxAnonymous() > 0 && server.anonymousCount() >= limits.maxAnonymous()) {
      return AcceptState.AT_ANONYMOUS_LIMIT;
    }
    return AcceptState.ACCEPTING;
  }

  private void sayPaused(AcceptState why) {
    long leftOut = pauses.leftOut();
    if (leftOut < 0) {
      return;
    }
    said = true;
    ClientLimits limits = server.limits();
    LOG.warn(
        "{}: at the limit of {}: {} clients are connected (of {}), {} of them have not"
            + " authenticated (of {}); newcomers wait in the backlog{}",
        server.name(),
        why == AcceptState.AT_LIMIT ? "clients" : "unauthenticated clients",
        server.connectionCount(),
        limits.max(),
        server.anonymousCount(),
        limits.maxAnonymous() == 0 ? "any" : limits.maxAnonymous(),
        leftOut == 0 ? "" : " (%d pauses more since this was last said)".formatted(leftOut));
  }

  private void sayResumed() {
    if (said) {
      said = false;
      LOG.info("{}: accepting again", server.name());
    }
  }

  /** A descriptor has become free: listeners that rest for want of one need not wait longer. */
  void onDescriptorFree() {
    listeners.forEach(Listener::onDescriptorFree);
  }

  /** Stops accepting for good. */
  void close() {
    state = AcceptState.STOPPED;
    listeners.forEach(Listener::close);
    listeners.clear();
  }
}
