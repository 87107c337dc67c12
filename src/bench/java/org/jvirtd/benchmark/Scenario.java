package org.jvirtd.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.rpc.sasl.ScramSecret;

/**
 * One row of the benchmark.
 *
 * @param id a letter, and what tells it from others with the same letter
 * @param unit what is counted
 * @param target what the ratio to libvirtd must be, where nothing is sealed
 * @param ways how its clients come
 */
record Scenario(
    String id, String title, String unit, Work work, @Nullable Target target, Ways ways) {

  /** What a daemon has to do. */
  sealed interface Work {}

  /** Calls in a closed loop, beside idle connections, in a world of so many domains. */
  record Calls(int connections, int depth, int idle, int domains, Call call) implements Work {}

  /** Sessions from connecting to closing, so many at a time. */
  record Sessions(int slots) implements Work {}

  /** One event after the other to all subscribers; one more of them may have stopped reading. */
  record Events(int subscribers, boolean oneStuck) implements Work {}

  /** How clients come. */
  enum Ways {
    /** By everything. */
    ALL,
    /** By what seals nothing. */
    PLAIN,
    /** Over a UNIX socket, where they have to log in. */
    LOGIN;

    boolean include(Transport transport) {
      return switch (this) {
        case ALL -> true;
        case PLAIN -> transport != Transport.TLS;
        case LOGIN -> transport == Transport.UNIX;
      };
    }
  }

  private static final Target FOUR_TIMES = new Target(4, 4);

  /** Their handshakes are what takes long, and idle ones cost what they cost without TLS. */
  private static final int MOST_IDLE_OVER_TLS = 1_000;

  /** How large the large ones are. */
  private record Size(List<Integer> idle, List<Integer> domains, int subscribers) {
    static final Size FULL =
        new Size(List.of(0, 1_000, 5_000, 10_000), List.of(1, 100, 1_000), 1_000);
    static final Size SMALL = new Size(List.of(0, 10, 50, 100), List.of(1, 5, 10), 20);
  }

  /** The letter under which the row stands. */
  String group() {
    return id.substring(0, 1);
  }

  /** What sealing costs has no target. */
  @Nullable Target targetBy(Transport transport) {
    return transport == Transport.TLS ? null : target;
  }

  private Scenario by(Ways others) {
    return new Scenario(id, title, unit, work, target, others);
  }

  /** Every row, in the order in which they are measured: worlds and crowds only grow. */
  static List<Scenario> all(boolean small) {
    Size size = small ? Size.SMALL : Size.FULL;
    List<Scenario> all = new ArrayList<>();
    all.add(calls("a", "1 connection, 1 call in flight", 1, 1, new Target(1.05, 1.2)));
    all.add(calls("b", "8 connections, 1 call in flight", 8, 1, new Target(2.8, 3.5)));
    all.add(calls("c", "64 connections, 1 call in flight", 64, 1, new Target(4.5, 5.5)));
    all.add(calls("d", "64 connections, 5 calls in flight", 64, 5, new Target(15, 20)));
    addIdle(all, size);
    all.add(
        new Scenario(
            "f",
            "connect, AUTH_LIST, CONNECT_OPEN, close",
            "sessions/s",
            new Sessions(16),
            new Target(3, 3.5),
            Ways.ALL));
    addProcedures(all, size);
    addEvents(all, size);
    addLogins(all);
    return all;
  }

  private static Scenario calls(
      String id, String title, int connections, int depth, @Nullable Target target) {
    var work = new Calls(connections, depth, 0, 1, Call.LIB_VERSION);
    return new Scenario(id, title, "calls/s", work, target, Ways.ALL);
  }

  private static void addIdle(List<Scenario> all, Size size) {
    int most = size.idle.getLast();
    for (int idle : size.idle) {
      all.add(
          new Scenario(
              "e-" + idle,
              String.format(Locale.ROOT, "16 active connections beside %,d idle", idle),
              "calls/s",
              new Calls(16, 1, idle, 1, Call.LIB_VERSION),
              idle == most ? new Target(100, 120) : null,
              idle <= MOST_IDLE_OVER_TLS ? Ways.ALL : Ways.PLAIN));
    }
  }

  private static void addProcedures(List<Scenario> all, Size size) {
    all.add(procedure("g-info", "domain_get_info", 1, Call.DOMAIN_INFO));
    all.add(procedure("g-xml", "domain_get_xml_desc", 1, Call.DOMAIN_XML));
    all.add(procedure("g-stats", "connect_get_all_domain_stats", 1, Call.DOMAIN_STATS));
    for (int domains : size.domains) {
      String title = String.format(Locale.ROOT, "connect_list_all_domains of %,d", domains);
      Scenario list = procedure("g-list-" + domains, title, domains, Call.LIST_DOMAINS);
      // Of the procedures, one with a long reply shows what sealing costs by the byte.
      all.add(domains == size.domains.getLast() ? list.by(Ways.ALL) : list);
    }
    int most = size.domains.getLast();
    String of = String.format(Locale.ROOT, " of %,d", most);
    all.add(
        procedure("g-stats-" + most, "connect_get_all_domain_stats" + of, most, Call.DOMAIN_STATS));
    all.add(
        procedure("g-xml-" + most, "domain_get_xml_desc of each" + of, most, Call.EACH_DOMAIN_XML));
  }

  private static Scenario procedure(String id, String title, int domains, Call call) {
    Work work = new Calls(64, 1, 0, domains, call);
    return new Scenario(id, title, "calls/s", work, FOUR_TIMES, Ways.PLAIN);
  }

  private static void addEvents(List<Scenario> all, Size size) {
    String title = String.format(Locale.ROOT, "%,d subscribers to one event", size.subscribers);
    all.add(events("h", title, new Events(size.subscribers, false)));
    all.add(events("h-stuck", title + ", one more is stuck", new Events(size.subscribers, true)));
  }

  private static Scenario events(String id, String title, Events work) {
    return new Scenario(id, title, "events/s", work, null, Ways.PLAIN);
  }

  private static void addLogins(List<Scenario> all) {
    all.add(calls("c-sasl", "64 connections that have logged in", 64, 1, null).by(Ways.LOGIN));
    String title =
        String.format(Locale.ROOT, "connect, SCRAM of %,d, OPEN, close", ScramSecret.ITERATIONS);
    all.add(new Scenario("f-sasl", title, "sessions/s", new Sessions(16), null, Ways.LOGIN));
  }
}
