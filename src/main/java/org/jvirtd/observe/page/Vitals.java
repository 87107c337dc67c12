package org.jvirtd.observe.page;

import java.util.List;

/**
 * What is kept of one moment for the charts.
 *
 * @param load the share of time that the event loop was busy, in thousandths
 * @param busy workers of both classes with a job
 * @param queue jobs that wait for a worker
 * @param oldest how long the oldest of them has waited, in milliseconds
 * @param calls jobs that have ended, per second: calls, moves of streams, ends of clients
 * @param run their mean time on a worker, in microseconds
 * @param clients clients that are connected
 * @param full calls that found their client's request window full, per second
 */
record Vitals(
    int load, int busy, int queue, int oldest, int calls, int run, int clients, int full) {

  /** The names of the series, in the order of {@link #values}. */
  static final List<String> NAMES =
      List.of("load", "busy", "queue", "oldest", "calls", "run", "clients", "full");

  List<Integer> values() {
    return List.of(load, busy, queue, oldest, calls, run, clients, full);
  }
}
