package org.jvirtd.compat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Well-behaved clients and hostile ones on one daemon, for a time. The well-behaved ones must see
 * nothing of it, and when all have gone the daemon must hold no more than before.
 *
 * <p>Every choice follows from the seed; what the scheduler does with the threads does not.
 */
final class Soak {
  private static final int GUESTS = 4;
  private static final int VILLAINS = 12;
  private static final int HEAP_MEBIBYTES = 256;

  /** More than a guest's volume, and less than the replies in the window of a slow reader. */
  private static final int MOST_OUTBOUND = 262_144;

  private static final Duration SETTLING = Duration.ofSeconds(30);

  /** Errors beyond so many are counted, not kept. */
  private static final int MOST_ERRORS = 50;

  private static final Pattern CLOSED =
      Pattern.compile(
          "jvirtd_clients_closed_total\\{.*reason=\"(\\w+)\",server=\"libvirtd\"\\} (\\S+)");

  private final JvirtdProcess daemon;
  private final long seed;
  private final AtomicLong calls = new AtomicLong();
  private final Map<SoakFault, LongAdder> faults = new EnumMap<>(SoakFault.class);
  private final LongAdder errorCount = new LongAdder();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

  private Soak(JvirtdProcess daemon, long seed) {
    this.daemon = daemon;
    this.seed = seed;
    for (SoakFault fault : SoakFault.values()) {
      faults.put(fault, new LongAdder());
    }
  }

  /**
   * What a soak has shown.
   *
   * @param calls that well-behaved clients have made, each answered with success
   * @param errors that well-behaved clients have seen, and what the daemon owes even to others
   * @param leaks what was left behind
   */
  record Result(
      long seed,
      Duration length,
      long calls,
      Map<SoakFault, Long> faults,
      List<String> errors,
      long errorCount,
      Map<String, Long> closed,
      SoakFootprint before,
      SoakFootprint after,
      List<String> leaks) {

    /** Everything that should not have been; a line for each. */
    List<String> wrong() {
      List<String> wrong = new ArrayList<>(errors);
      leaks.forEach(leak -> wrong.add("left behind: " + leak));
      return wrong;
    }

    /** The result as a table in Markdown. */
    String table() {
      var text = new StringBuilder("| | |\n|---|---:|\n");
      row(text, "seed", Long.toString(seed));
      row(text, "minutes", "%.1f".formatted(length.toMillis() / 60_000.0));
      row(text, "calls of well-behaved clients", "%,d".formatted(calls));
      row(text, "errors that they saw", Long.toString(errorCount));
      faults.forEach((fault, count) -> row(text, "fault: " + fault.text(), "%,d".formatted(count)));
      closed.forEach((reason, count) -> row(text, "closed: " + reason, "%,d".formatted(count)));
      row(text, "heap before / after, KiB", pair(before.heap() / 1024, after.heap() / 1024));
      row(text, "descriptors before / after", pair(before.descriptors(), after.descriptors()));
      row(text, "threads before / after", pair(before.threads(), after.threads()));
      for (String gauge :
          List.of(
              "eventloop_handles", "eventloop_timeouts", "clients_connections", "streams_open")) {
        String name = "jvirtd_" + gauge;
        String title = gauge.replace('_', ' ') + " before / after";
        row(text, title, pair((long) before.meter(name), (long) after.meter(name)));
      }
      String registration = "org.jvirtd.daemon.Registration";
      row(
          text,
          "subscriptions before / after",
          pair(before.count(registration), after.count(registration)));
      return text.toString();
    }

    private static String pair(long before, long after) {
      return String.format(Locale.ROOT, "%,d / %,d", before, after);
    }

    private static void row(StringBuilder text, String name, String value) {
      text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }
  }

  /** Soaks a daemon of its own. */
  static Result run(Duration warmUp, Duration length, long seed) {
    System.out.println("soak: seed " + seed + ", " + length);
    try (var daemon =
        JvirtdProcess.startWithHeap(
            HEAP_MEBIBYTES,
            "jvirtd.workers.min=8",
            "jvirtd.workers.max=8",
            "jvirtd.keepalive.interval=1s",
            "jvirtd.keepalive.count=1",
            "jvirtd.clients.max-outbound-bytes=" + MOST_OUTBOUND,
            "server.tomcat.threads.min-spare=2",
            "server.tomcat.threads.max=2")) {
      new Soak(daemon, seed ^ 1).load(warmUp);
      SoakFootprint before = settled(daemon, null);
      Map<String, Long> closed = closed(daemon);
      var soak = new Soak(daemon, seed);
      soak.load(length);
      SoakFootprint after = settled(daemon, before);
      Map<String, Long> closedSince = closed(daemon);
      closedSince.replaceAll((reason, count) -> count - closed.getOrDefault(reason, 0L));
      return soak.result(length, closedSince, before, after);
    }
  }

  private Result result(
      Duration length, Map<String, Long> closed, SoakFootprint before, SoakFootprint after) {
    Map<SoakFault, Long> injected = new EnumMap<>(SoakFault.class);
    faults.forEach((fault, count) -> injected.put(fault, count.sum()));
    if (after.meter("jvirtd_eventloop_callbacks_failed_total") > 0) {
      error("a callback of the event loop threw");
    }
    if (after.meter("jvirtd_workers_jobs_failed_total") > 0) {
      error("a job of a worker threw");
    }
    return new Result(
        seed,
        length,
        calls.get(),
        injected,
        List.copyOf(errors),
        errorCount.sum(),
        closed,
        before,
        after,
        after.leaksSince(before));
  }

  /** Why connections have ended since the daemon's start. */
  private static Map<String, Long> closed(JvirtdProcess daemon) {
    Map<String, Long> closed = new TreeMap<>();
    for (String line : SoakFootprint.scrape(daemon).lines().toList()) {
      var sample = CLOSED.matcher(line);
      if (sample.matches()) {
        String reason = sample.group(1).replace('_', ' ');
        closed.merge(reason, (long) Double.parseDouble(sample.group(2)), Long::sum);
      }
    }
    return closed;
  }

  /** Lets everybody loose on the daemon, and returns when all have gone. */
  private void load(Duration length) {
    SoakWorld world = SoakWorld.make(daemon.tcpPort());
    var clock = new SoakClock(length);
    var dice = new Random(seed);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < GUESTS; i++) {
        var guest = new SoakGuest(daemon.tcpPort(), i, dice.nextLong(), calls);
        threads.execute(() -> guarded("guest", () -> guest.run(clock)));
      }
      for (int i = 0; i < VILLAINS; i++) {
        var site = new SoakFault.Site(daemon.tcpPort(), world, new Random(dice.nextLong()), clock);
        int first = i;
        threads.execute(() -> villain(site, first));
      }
    }
    world.clear(daemon.tcpPort());
  }

  /** Goes through all kinds in turn, so that even a short soak has each of them. */
  private void villain(SoakFault.Site site, int first) {
    SoakFault[] kinds = SoakFault.values();
    for (int i = first; !site.clock().isOver(); i++) {
      SoakFault fault = kinds[i % kinds.length];
      guarded(fault.text(), () -> fault.inject(site));
      Objects.requireNonNull(faults.get(fault)).increment();
    }
  }

  private void guarded(String who, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | AssertionError e) {
      error(who + ": " + e);
    }
  }

  private void error(String text) {
    errorCount.increment();
    if (errors.size() < MOST_ERRORS) {
      errors.add(text);
    }
  }

  /** Looks at the daemon until it holds no more than before, or until there was time enough. */
  private static SoakFootprint settled(JvirtdProcess daemon, @Nullable SoakFootprint before) {
    long limit = System.nanoTime() + SETTLING.toNanos();
    while (true) {
      SoakFootprint now = SoakFootprint.of(daemon);
      boolean quiet = before == null ? now.isQuiet() : now.leaksSince(before).isEmpty();
      if (quiet || System.nanoTime() - limit > 0) {
        return now;
      }
    }
  }

  /** A soak by itself: {@code -Dsoak.minutes}, {@code -Dsoak.seed}. */
  public static void main(String[] arguments) {
    double minutes = Double.parseDouble(System.getProperty("soak.minutes", "10"));
    var length = Duration.ofMillis((long) (minutes * 60_000));
    Result result = run(Duration.ofSeconds(20), length, seed());
    System.out.println(result.table());
    result.wrong().forEach(System.out::println);
    System.exit(result.wrong().isEmpty() ? 0 : 1);
  }

  /** The seed that was asked for, or one of this moment. */
  static long seed() {
    String given = System.getProperty("soak.seed", "");
    return given.isEmpty() ? System.nanoTime() & 0xffff_ffffL : Long.parseLong(given);
  }
}
