package org.jvirtd.observe.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jvirtd.observe.page.PageSnapshot.Call;
import org.jvirtd.observe.page.PageSnapshot.Client;
import org.jvirtd.observe.page.PageSnapshot.Clients;
import org.jvirtd.observe.page.PageSnapshot.Loop;
import org.jvirtd.observe.page.PageSnapshot.Queue;
import org.jvirtd.observe.page.PageSnapshot.Workers;

/**
 * Whether the daemon is well, in a word, and why not.
 *
 * @param level a {@link Level}, in lower case
 * @param reasons the worst first, at most {@value #MOST_REASONS}
 */
record Verdict(String level, List<Reason> reasons) {
  static final int MOST_REASONS = 6;

  /** How it is; what is worse is later. */
  enum Level {
    WELL,
    /** Clients may notice. */
    WATCH,
    /** Some are not served. */
    TROUBLE,
    STARTING,
    STOPPING
  }

  /**
   * Why it is not well.
   *
   * @param where the part of the page that shows it: clients, loop, queue, workers or calls
   */
  record Reason(String level, String where, String text) {}

  /** What it is found from. */
  record Findings(Clients clients, Loop loop, Queue queue, Workers workers, List<Call> calls) {}

  private static final double HELD_SECONDS = 1;
  private static final double LAG_SECONDS = 0.5;
  private static final double WAIT_SECONDS = 1;
  private static final double LONG_SECONDS = 1;

  /** In thousandths. */
  private static final int HIGH_LOAD = 900;

  /** Reasons that are found, one after the other. */
  private static final class Found {
    private record Weighed(Level level, Reason reason) {}

    private final List<Weighed> reasons = new ArrayList<>();

    void add(Level level, String where, String text) {
      String name = level.name().toLowerCase(Locale.ROOT);
      reasons.add(new Weighed(level, new Reason(name, where, text)));
    }

    Level worst() {
      return reasons.stream().map(Weighed::level).max(Comparator.naturalOrder()).orElse(Level.WELL);
    }

    List<Reason> worstFirst() {
      return reasons.stream()
          .sorted(Comparator.comparing(Weighed::level).reversed())
          .limit(MOST_REASONS)
          .map(Weighed::reason)
          .toList();
    }
  }

  /**
   * @param stuck from when on a call counts as stuck
   */
  static Verdict of(Findings findings, Duration stuck) {
    Found found = new Found();
    judgeLife(findings, found);
    judgeLoop(findings.loop, found);
    judgeCalls(findings.calls, stuck, found);
    judgeWorkers(findings, found);
    judgeClients(findings.clients, found);
    return new Verdict(found.worst().name().toLowerCase(Locale.ROOT), found.worstFirst());
  }

  private static void judgeLife(Findings findings, Found found) {
    Clients clients = findings.clients;
    switch (clients.accepting()) {
      case "NOT_YET" -> found.add(Level.STARTING, "clients", "The daemon starts.");
      case "STOPPED" ->
          found.add(
              Level.STOPPING,
              "clients",
              "The daemon stops when %s under way %s answered; %s left."
                  .formatted(
                      count(clients.underWay(), "call"),
                      clients.underWay() == 1 ? "is" : "are",
                      count(clients.total(), "client")));
      case "AT_LIMIT" ->
          found.add(
              Level.TROUBLE,
              "clients",
              "Newcomers wait: %d of %d clients are connected."
                  .formatted(clients.total(), clients.max()));
      case "AT_ANONYMOUS_LIMIT" ->
          found.add(
              Level.TROUBLE,
              "clients",
              "Newcomers wait: %d of %d clients have not logged in."
                  .formatted(clients.anonymous(), clients.maxAnonymous()));
      case "RESTING" ->
          found.add(
              Level.TROUBLE,
              "clients",
              "Newcomers wait: accepting has failed, mostly for want of file descriptors.");
      default -> {}
    }
  }

  private static void judgeLoop(Loop loop, Found found) {
    if (!loop.alive()) {
      found.add(Level.TROUBLE, "loop", "The event loop has ended. Only a restart helps.");
    }
    PageSnapshot.Held running = loop.running();
    if (running != null && running.seconds() >= HELD_SECONDS) {
      String text =
          "The event loop is held by %s for %s.".formatted(running.name(), time(running.seconds()));
      found.add(Level.TROUBLE, "loop", text);
    } else if (loop.lag() >= LAG_SECONDS) {
      found.add(
          Level.WATCH,
          "loop",
          "The event loop was late by %s just now.".formatted(time(loop.lag())));
    }
    if (loop.load() >= HIGH_LOAD) {
      found.add(
          Level.WATCH,
          "loop",
          "The event loop is busy %d %% of the time.".formatted(loop.load() / 10));
    }
  }

  private static void judgeCalls(List<Call> calls, Duration stuck, Found found) {
    double stuckSeconds = stuck.toMillis() / 1e3;
    List<Call> stuckCalls = calls.stream().filter(c -> c.seconds() >= stuckSeconds).toList();
    if (!stuckCalls.isEmpty()) {
      found.add(Level.TROUBLE, "calls", told(stuckCalls, "is stuck"));
      return;
    }
    List<Call> longCalls = calls.stream().filter(c -> c.seconds() >= LONG_SECONDS).toList();
    if (!longCalls.isEmpty()) {
      found.add(Level.WATCH, "calls", told(longCalls, "takes long"));
    }
  }

  /** The longest of these calls, and how many more there are. */
  private static String told(List<Call> calls, String what) {
    Call call = calls.getFirst();
    String waits = call.waitsFor() == null ? "" : ", waiting for " + call.waitsFor();
    String more = calls.size() == 1 ? "" : " (and %d more)".formatted(calls.size() - 1);
    return "%s of client %d %s: %s on its worker%s%s."
        .formatted(call.procedure(), call.client(), what, time(call.seconds()), waits, more);
  }

  private static void judgeWorkers(Findings findings, Found found) {
    Workers workers = findings.workers;
    Queue queue = findings.queue;
    if (workers.maxAbandoned() > 0 && workers.abandoned() >= workers.maxAbandoned()) {
      found.add(
          Level.TROUBLE,
          "workers",
          "%s held by calls that have timed out; no more are replaced."
              .formatted(count(workers.abandoned(), "worker")));
    }
    if (queue.depth() >= queue.limit()) {
      found.add(
          Level.TROUBLE,
          "queue",
          "The queue is full (%d): calls are refused.".formatted(queue.limit()));
    }
    boolean allBusy = workers.busy() >= workers.max();
    if (allBusy && queue.oldest() >= WAIT_SECONDS) {
      found.add(
          Level.TROUBLE,
          "workers",
          "All %d workers are busy; %s, the first for %s."
              .formatted(workers.max(), waiting(queue.depth()), time(queue.oldest())));
    } else if (allBusy && queue.depth() > 0) {
      found.add(
          Level.WATCH,
          "workers",
          "All %d workers are busy; %s.".formatted(workers.max(), waiting(queue.depth())));
    } else if (queue.heldBack() > 0) {
      found.add(
          Level.WATCH,
          "queue",
          "%s while others are served: a client holds its share of the workers."
              .formatted(waiting(queue.heldBack())));
    }
  }

  private static void judgeClients(Clients clients, Found found) {
    if (clients.parked() > 0) {
      Client first = clients.top().stream().filter(c -> c.parked() > 0).findFirst().orElse(null);
      found.add(
          Level.WATCH,
          "clients",
          "%s%s."
              .formatted(
                  clients.full() == 1
                      ? "1 client has a full window"
                      : clients.full() + " clients have full windows",
                  first == null
                      ? ""
                      : "; client %d has %s waiting"
                          .formatted(first.id(), count(first.parked(), "more call"))));
    }
    if (clients.behind() > 0) {
      found.add(
          Level.WATCH,
          "clients",
          "%s not read what is sent: %d KiB wait."
              .formatted(
                  clients.behind() == 1 ? "1 client does" : clients.behind() + " clients do",
                  clients.bytesWaiting() / 1024));
    }
  }

  private static String waiting(int calls) {
    return calls == 1 ? "1 call waits" : calls + " calls wait";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String time(double seconds) {
    if (seconds < 1) {
      return "%.0f ms".formatted(seconds * 1000);
    }
    return seconds < 60 ? "%.1f s".formatted(seconds) : minutes((long) seconds);
  }

  private static String minutes(long seconds) {
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }
}
