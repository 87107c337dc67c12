package org.jvirtd.observe.page;

import java.time.Duration;
import java.util.List;
import org.jvirtd.observe.page.PageSnapshot.Workers;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerPoolStats;

/**
 * The workers as a line of characters, one for each: how long the job is on it already.
 *
 * <pre>
 *   .  there may be one more        0  idle
 *   1  busy                         2  on its job for a second or longer
 *   3  on its job for so long that it counts as stuck
 *   x  abandoned: its call has timed out
 * </pre>
 */
final class WorkerSlots {
  /** More are shown as their number only. */
  static final int MOST = 200;

  private static final Duration LONG = Duration.ofSeconds(1);

  private final Duration stuck;

  WorkerSlots(Duration stuck) {
    this.stuck = stuck;
  }

  Workers of(WorkerPoolStats stats, List<RunningJob> running) {
    return new Workers(
        stats.limits().max(),
        stats.workers(),
        stats.workers() - stats.idle(),
        stats.priorityWorkers(),
        stats.priorityWorkers() - stats.priorityIdle(),
        stats.abandoned(),
        stats.maxAbandoned(),
        line(running, false, stats.workers(), stats.limits().max()),
        line(running, true, stats.priorityWorkers(), stats.limits().priority()));
  }

  private String line(List<RunningJob> running, boolean priority, int workers, int most) {
    StringBuilder line = new StringBuilder();
    running.stream()
        .filter(job -> job.priorityWorker() == priority && !job.abandoned())
        .mapToLong(RunningJob::ranNanos)
        .sorted()
        .forEach(nanos -> line.insert(0, digit(nanos)));
    while (line.length() < Math.min(workers, MOST)) {
      line.append('0');
    }
    while (line.length() < Math.min(most, MOST)) {
      line.append('.');
    }
    running.stream()
        .filter(job -> job.priorityWorker() == priority && job.abandoned())
        .forEach(job -> line.append('x'));
    line.setLength(Math.min(line.length(), MOST));
    return line.toString();
  }

  private char digit(long nanos) {
    if (nanos >= stuck.toNanos()) {
      return '3';
    }
    return nanos >= LONG.toNanos() ? '2' : '1';
  }
}
