package org.jvirtd.observe.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jvirtd.observe.page.PageSnapshot.Client;
import org.jvirtd.observe.page.PageSnapshot.Clients;
import org.jvirtd.rpc.Connection;
import org.jvirtd.rpc.ConnectionInfo;
import org.jvirtd.rpc.Server;

/**
 * Walks over all clients, once for a snapshot: totals, the ones that use most, and a digit for
 * each. It remembers of each client how many calls it had made at the walk before, for the rates.
 * For one thread.
 */
final class ClientWalk {
  private static final double NANOS = 1e9;

  /** What waits for a moment in a socket's buffer is no sign of anything. */
  static final long BEHIND_BYTES = 64 * 1024;

  /** How much of its share a client uses; what is worse is higher. */
  enum Level {
    /** No call since the walk before, and none under way. */
    QUIET('0'),
    /** It calls. */
    CALLING('1'),
    /** Calls are under way. */
    UNDER_WAY('2'),
    /** Its window is full. */
    FULL('3'),
    /** Calls wait for room in its window. */
    PARKED('4'),
    /** It does not take what is sent to it. */
    BEHIND('5');

    private final char digit;

    Level(char digit) {
      this.digit = digit;
    }

    char digit() {
      return digit;
    }

    static Level of(ConnectionInfo info, long newCalls) {
      if (info.bytesWaiting() >= BEHIND_BYTES) {
        return BEHIND;
      }
      if (info.parked() > 0) {
        return PARKED;
      }
      if (info.windowUsed() >= info.windowSize()) {
        return FULL;
      }
      if (info.windowUsed() > 0) {
        return UNDER_WAY;
      }
      return newCalls > 0 ? CALLING : QUIET;
    }
  }

  private record Seen(ConnectionInfo info, long newCalls, Level level) {
    static final Comparator<Seen> MOST_FIRST =
        Comparator.comparing(Seen::level)
            .thenComparingInt(seen -> seen.info.parked())
            .thenComparingInt(seen -> seen.info.windowUsed())
            .thenComparingLong(Seen::newCalls)
            .reversed()
            .thenComparingLong(seen -> seen.info.id());
  }

  private final Server server;
  private final int mostListed;
  private final int mostCells;

  // By number, of the walk before.
  private long[] ids = new long[0];
  private long[] calls = new long[0];
  private long walkedNanos;

  ClientWalk(Server server, int mostListed, int mostCells) {
    this.server = server;
    this.mostListed = mostListed;
    this.mostCells = mostCells;
  }

  /** Forgets the walk before: it is too long ago for rates. */
  void forget() {
    ids = new long[0];
    calls = new long[0];
  }

  Clients walk(long nowNanos) {
    return walk(server.connections().stream().map(Connection::info).toList(), nowNanos);
  }

  Clients walk(Collection<ConnectionInfo> infos, long nowNanos) {
    List<Seen> seen = see(infos);
    double seconds = ids.length == 0 ? 0 : (nowNanos - walkedNanos) / NANOS;
    remember(seen, nowNanos);
    Map<String, Integer> transports = new TreeMap<>();
    StringBuilder cells = new StringBuilder(seen.size());
    int underWay = 0;
    int parked = 0;
    int full = 0;
    int behind = 0;
    long waiting = 0;
    for (Seen one : seen) {
      transports.merge(transport(one.info), 1, Integer::sum);
      cells.append(one.level.digit());
      underWay += one.info.windowUsed();
      parked += one.info.parked();
      full += one.level == Level.FULL || one.level == Level.PARKED ? 1 : 0;
      behind += one.level == Level.BEHIND ? 1 : 0;
      waiting += one.info.bytesWaiting();
    }
    int perCell = Cells.perCell(seen.size(), mostCells);
    List<Client> top =
        seen.stream()
            .sorted(Seen.MOST_FIRST)
            .limit(mostListed)
            .map(one -> client(one, seconds))
            .toList();
    return new Clients(
        seen.size(),
        server.limits().max(),
        server.acceptState().name(),
        server.anonymousCount(),
        server.limits().maxAnonymous(),
        transports,
        underWay,
        parked,
        full,
        behind,
        waiting,
        Cells.coarser(cells.toString(), perCell),
        perCell,
        top);
  }

  private List<Seen> see(Collection<ConnectionInfo> infos) {
    List<Seen> seen = new ArrayList<>(infos.size());
    for (ConnectionInfo info : infos) {
      int before = Arrays.binarySearch(ids, info.id());
      long newCalls = before < 0 ? info.calls() : info.calls() - calls[before];
      seen.add(new Seen(info, newCalls, Level.of(info, newCalls)));
    }
    seen.sort(Comparator.comparingLong(one -> one.info.id()));
    return seen;
  }

  private void remember(List<Seen> seen, long nowNanos) {
    ids = seen.stream().mapToLong(one -> one.info.id()).toArray();
    calls = seen.stream().mapToLong(one -> one.info.calls()).toArray();
    walkedNanos = nowNanos;
  }

  private static Client client(Seen seen, double seconds) {
    ConnectionInfo info = seen.info;
    return new Client(
        info.id(),
        transport(info),
        Plain.text(info.peer().address()),
        Plain.text(info.identity().toString()),
        info.state().toLowerCase(Locale.ROOT),
        info.readOnly(),
        info.windowUsed(),
        info.windowSize(),
        info.parked(),
        seconds <= 0 ? 0 : (int) Math.round(seen.newCalls / seconds),
        info.bytesWaiting(),
        info.streams(),
        info.since().toEpochMilli());
  }

  private static String transport(ConnectionInfo info) {
    return info.peer().transport().name().toLowerCase(Locale.ROOT);
  }
}
