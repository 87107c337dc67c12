package org.jvirtd.rpc;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a server. They come and go on the loop thread; any thread may look. One that
 * has come is there until nothing of it is left but its sessions.
 */
final class Connections {
  private final Map<Long, Connection> byId = new ConcurrentHashMap<>();
  private final AtomicInteger anonymous = new AtomicInteger();
  private final Object emptied = new Object();
  private long lastId;

  /** The number of the next connection: they start at 1 and only grow (semantics section 7). */
  long nextId() {
    return ++lastId;
  }

  void add(Connection connection) {
    if (!connection.access().isAuthenticated()) {
      anonymous.incrementAndGet();
    }
    byId.put(connection.id(), connection);
  }

  void remove(Connection connection) {
    byId.remove(connection.id());
    if (connection.access().leave()) {
      anonymous.decrementAndGet();
    }
    if (byId.isEmpty()) {
      synchronized (emptied) {
        emptied.notifyAll();
      }
    }
  }

  /** One of them has authenticated itself. From any thread. */
  void onAuthenticated() {
    anonymous.decrementAndGet();
  }

  /** The connection with this number, or null. */
  @Nullable Connection get(long id) {
    return byId.get(id);
  }

  /** A copy. */
  Collection<Connection> all() {
    return List.copyOf(byId.values());
  }

  int count() {
    return byId.size();
  }

  /** How many have not authenticated themselves, where that is asked. */
  int anonymousCount() {
    return anonymous.get();
  }

  /**
   * Waits until there is none. Not on the loop thread.
   *
   * @return how many there still are, when the time is over
   */
  int awaitNone(Duration atMost, LongSupplier nanoClock) throws InterruptedException {
    long deadline = nanoClock.getAsLong() + atMost.toNanos();
    synchronized (emptied) {
      while (!byId.isEmpty()) {
        long left = deadline - nanoClock.getAsLong();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(emptied, left);
      }
    }
    return byId.size();
  }
}
