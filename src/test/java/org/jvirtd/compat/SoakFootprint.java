package org.jvirtd.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a daemon's process holds at a moment at which nobody uses it.
 *
 * @param heap bytes of the objects that a full collection has left
 * @param descriptors open files and sockets
 * @param meters gauges that tell what is open, connected, waiting or registered
 * @param objects how many objects there are of each of the daemon's own classes
 */
record SoakFootprint(
    long heap, long descriptors, Map<String, Double> meters, Map<String, Long> objects) {

  /** What the heap may grow by: code that ran for the first time leaves something behind. */
  static final long HEAP_TOLERANCE = 3L << 20;

  /**
   * What the objects of one class may grow by, where they are neither connections nor what belongs
   * to one: what is made with its first use, and the like.
   */
  static final long OBJECT_TOLERANCE = 24;

  /** Made with the first call of a procedure, and kept: garbage calls many for the first time. */
  private static final Set<String> PER_PROCEDURE =
      Set.of(
          "org.jvirtd.observe.CallMeters$Timers",
          "org.jvirtd.observe.CallMeters$Series",
          "org.jvirtd.observe.LatencyHistogram");

  /** More than there are procedures of all programs, for either outcome. */
  private static final long PROCEDURES = 1024;

  /** Threads that Tomcat and the collector may have added. */
  private static final int THREAD_TOLERANCE = 2;

  /** Must be back where they were, exactly. */
  private static final List<String> GAUGES =
      List.of(
          "jvirtd_eventloop_handles",
          "jvirtd_eventloop_timeouts",
          "jvirtd_drivers_test_volumes_held_bytes");

  /** Must be 0 when nobody is there. */
  private static final List<String> ZEROES =
      List.of(
          "jvirtd_clients_connections",
          "jvirtd_clients_anonymous",
          "jvirtd_clients_calls",
          "jvirtd_clients_parked",
          "jvirtd_clients_unsent_bytes",
          "jvirtd_streams_open",
          "jvirtd_workers_queue_depth",
          "jvirtd_workers_queue_heldback",
          "jvirtd_workers_abandoned");

  /** Objects that must be back where they were, exactly. */
  static final List<String> COUNTED =
      List.of(
          "org.jvirtd.rpc.Connection",
          "org.jvirtd.rpc.ConnectionReader",
          "org.jvirtd.rpc.ClientStream",
          "org.jvirtd.daemon.RemoteSession",
          "org.jvirtd.daemon.Registration",
          "org.jvirtd.event.HandleWatch",
          "org.jvirtd.event.WatchedChannel",
          "org.jvirtd.event.Timer");

  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(\\{.*\\})? (\\S+)");
  private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Looks at a process, after a full collection of its heap. */
  static SoakFootprint of(JvirtdProcess daemon) {
    histogram(daemon); // Cleaners run after one collection, and their referents go with the next.
    List<String> histogram = histogram(daemon);
    Map<String, Long> objects = new TreeMap<>();
    long heap = 0;
    for (String line : histogram) {
      var row = ROW.matcher(line);
      var total = TOTAL.matcher(line);
      if (row.matches() && row.group(3).startsWith("org.jvirtd.")) {
        objects.put(row.group(3), Long.parseLong(row.group(1)));
      } else if (total.matches()) {
        heap = Long.parseLong(total.group(2));
      }
    }
    return new SoakFootprint(heap, descriptors(daemon), meters(daemon), objects);
  }

  private static List<String> histogram(JvirtdProcess daemon) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var argv = List.of(jcmd, Long.toString(daemon.pid()), "GC.class_histogram");
    var outcome = Command.run(PATIENCE, argv);
    if (outcome.exit() != 0) {
      throw new AssertionError(outcome.err());
    }
    return outcome.out().lines().toList();
  }

  private static long descriptors(JvirtdProcess daemon) {
    try (var files = Files.list(Path.of("/proc", Long.toString(daemon.pid()), "fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All samples of the daemon's meters; those that differ in their tags alone are added up. */
  static Map<String, Double> meters(JvirtdProcess daemon) {
    Map<String, Double> meters = new TreeMap<>();
    for (String line : scrape(daemon).lines().toList()) {
      var sample = SAMPLE.matcher(line);
      if (sample.matches() && !line.startsWith("#")) {
        meters.merge(sample.group(1), Double.parseDouble(sample.group(3)), Double::sum);
      }
    }
    return meters;
  }

  /** What Prometheus is told, on a connection that is closed behind it. */
  static String scrape(JvirtdProcess daemon) {
    URI uri = URI.create("http://127.0.0.1:" + daemon.httpPort() + "/actuator/prometheus");
    try {
      var http = (HttpURLConnection) uri.toURL().openConnection();
      http.setRequestProperty("Connection", "close");
      http.setRequestProperty("Accept", "text/plain");
      try (var body = http.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nobody is connected, and nothing of those who were goes on. */
  boolean isQuiet() {
    return ZEROES.stream().allMatch(gauge -> meter(gauge) == 0);
  }

  double meter(String name) {
    Double value = meters.get(name);
    if (value == null) {
      throw new AssertionError("no meter " + name);
    }
    return value;
  }

  long count(String type) {
    return objects.getOrDefault(type, 0L);
  }

  /** What this one has more than it may have, beside one from before; a line for each. */
  List<String> leaksSince(SoakFootprint before) {
    List<String> leaks = new ArrayList<>();
    for (String gauge : ZEROES) {
      long is = (long) meter(gauge);
      if (is != 0) {
        leaks.add("%s: %d instead of 0".formatted(gauge, is));
      }
    }
    for (String gauge : GAUGES) {
      over(leaks, gauge, (long) before.meter(gauge), (long) meter(gauge), 0);
    }
    over(leaks, "threads", before.threads(), threads(), THREAD_TOLERANCE);
    over(leaks, "descriptors", before.descriptors, descriptors, 0);
    over(leaks, "bytes of heap", before.heap, heap, HEAP_TOLERANCE);
    for (String type : objects.keySet()) {
      over(leaks, type, before.count(type), count(type), tolerance(type));
    }
    return leaks;
  }

  private static long tolerance(String type) {
    if (COUNTED.contains(type)) {
      return 0;
    }
    return PER_PROCEDURE.contains(type) ? PROCEDURES : OBJECT_TOLERANCE;
  }

  long threads() {
    return (long) meter("jvm_threads_live_threads");
  }

  private static void over(
      List<String> leaks, String what, long before, long after, long tolerance) {
    if (after > before + tolerance) {
      leaks.add("%s: %d before, %d after".formatted(what, before, after));
    }
  }
}
