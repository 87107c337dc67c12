package org.jvirtd.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.CallInfo.State;
import org.jvirtd.worker.Job;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how long the calls of a server take: lists them, tells of slow ones, and keeps deadlines.
 *
 * <p>Nothing is noted when a call comes or goes. One timer of the event loop looks, every now and
 * then, at what is on the workers at that moment, and if there are deadlines also at what waits. So
 * a deadline is kept coarsely: it is late by at most {@link #period}.
 *
 * <p><b>Deadlines.</b> A call whose time is over is answered with libvirt's error for a timeout
 * (code 68). If it waits, it is never begun. If it is on a worker, the worker is left to finish and
 * what it answers is dropped; it does not count meanwhile, and another takes its place ({@link
 * WorkerPool#abandon}). Whether the deadline or the worker answered first is decided under the
 * connection's lock, so that each call is answered once and gives its slot back once.
 *
 * <pre>
 *   parked ──▶ queued ──▶ running ──▶ answered by its worker
 *     │          │           │
 *     └──────────┴───────────┴──────▶ answered with a timeout; a running one runs on, abandoned
 * </pre>
 */
public final class CallWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);

  private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(20);

  /** What is watched is looked at so often in the time that it may take. */
  private static final int LOOKS = 4;

  /** How much of the queue is looked at in one turn, so that the turn is short. */
  private static final int QUEUE_DEPTH = 10_000;

  private final Server server;
  private final WorkerPool workers;
  private final CallLimits limits;
  private final CallDeadlines deadlines;
  private final LongAdder slow = new LongAdder();

  private volatile SlowJobListener listener = SlowJobListener.NONE;

  // For the loop thread only.
  private IdentityHashMap<Job, Long> known = new IdentityHashMap<>();
  private boolean saidThatNoneIsLeft;

  /**
   * @param workers those of the server
   * @throws IllegalArgumentException if a deadline names no procedure of the server
   */
  public CallWatch(Server server, WorkerPool workers, CallLimits limits) {
    this.server = server;
    this.workers = workers;
    this.limits = limits;
    this.deadlines = CallDeadlines.of(limits, server.procedures());
    workers.allowAbandoned(limits.maxAbandoned());
    server.setDeadlines(deadlines);
  }

  /** Begins to look. Before the loop runs, or on the loop thread; once. */
  public void start() {
    if (!limits.slow().isZero() || !deadlines.isEmpty()) {
      int _ = server.loop().addTimeout("calls", (int) period().toMillis(), t -> sweep(), () -> {});
    }
  }

  /** The time between two looks. */
  Duration period() {
    long longest = LONGEST_PERIOD.toNanos() * LOOKS;
    long watched = deadlines.shortestNanos(longest);
    if (!limits.slow().isZero()) {
      watched = Math.min(watched, limits.slow().toNanos());
    }
    return Duration.ofNanos(Math.max(watched / LOOKS, SHORTEST_PERIOD.toNanos()));
  }

  /** Sets who is told of slow calls. From any thread. */
  public void onSlow(SlowJobListener newListener) {
    listener = newListener;
  }

  /** Jobs that were on a worker for longer than {@link CallLimits#slow}. */
  public long slow() {
    return slow.sum();
  }

  /** Calls that were answered with a timeout. */
  public long timedOut() {
    return server.counters().timedOut();
  }

  /** How long the call, or other job, that has been on its worker longest has been there; or 0. */
  public long oldestRunningNanos() {
    return workers.running().stream().mapToLong(RunningJob::ranNanos).max().orElse(0);
  }

  // ---- The loop's turn ----

  void sweep() {
    List<RunningJob> running = workers.running();
    if (!limits.slow().isZero()) {
      tellOfSlow(running);
    }
    if (!deadlines.isEmpty()) {
      expire(running);
    }
  }

  private void tellOfSlow(List<RunningJob> running) {
    List<RunningJob> found = new ArrayList<>();
    IdentityHashMap<Job, Long> stillSlow = new IdentityHashMap<>();
    for (RunningJob job : running) {
      if (job.ranNanos() >= limits.slow().toNanos()) {
        stillSlow.put(job.job(), job.startedNanos());
        Long since = known.get(job.job());
        if (since == null || since != job.startedNanos()) {
          found.add(job);
        }
      }
    }
    known = stillSlow;
    if (!found.isEmpty()) {
      slow.add(found.size());
      listener.onSlow(found);
    }
  }

  private void expire(List<RunningJob> running) {
    long now = server.nanoTime();
    for (RunningJob job : running) {
      if (job.job() instanceof Call call && call.isOver(deadlines, now)) {
        expire(call, job);
      }
    }
    int waited = 0;
    for (Job job : workers.withdraw(job -> isOver(job, now), QUEUE_DEPTH)) {
      waited += job instanceof Call call && call.expire(deadlines) ? 1 : 0;
    }
    for (Connection connection : server.connections()) {
      waited += connection.expireParked(deadlines, now);
    }
    if (waited > 0) {
      server.counters().timedOut.add(waited);
      LOG.warn("{}: {} calls that waited were answered with a timeout", server, waited);
    }
  }

  private void expire(Call call, RunningJob job) {
    if (call.expire(deadlines)) {
      server.counters().timedOut.increment();
      LOG.warn("{}: answered with a timeout; {} runs on", call, job.thread().getName());
    }
    if (call.hasTimedOut() && !job.abandoned()) {
      abandon(call);
    }
  }

  private boolean isOver(Job job, long now) {
    return job instanceof Call call && call.isOver(deadlines, now);
  }

  private void abandon(Call call) {
    if (workers.abandon(call)) {
      saidThatNoneIsLeft = false;
    } else if (!saidThatNoneIsLeft) {
      saidThatNoneIsLeft = true;
      LOG.warn(
          "{}: {} workers are held by calls that have timed out, and no more are replaced",
          server,
          limits.maxAbandoned());
    }
  }

  // ---- What there is to see ----

  /**
   * The calls that have not ended, the oldest first. From any thread but the loop's.
   *
   * @param most how many to list
   */
  public CallList calls(int most) {
    // In the direction in which calls go, so that none slips through; the later sight counts.
    Map<Call, Sight> seen = new LinkedHashMap<>();
    for (Connection connection : server.connections()) {
      connection.parkedCalls().forEach(call -> seen.put(call, new Sight(State.PARKED, null)));
    }
    int queued = 0;
    for (Job job : workers.waiting(QUEUE_DEPTH)) {
      if (job instanceof Call call) {
        seen.put(call, new Sight(State.QUEUED, null));
        queued++;
      }
    }
    int unseen = Math.max(0, workers.stats().queued() - queued);
    for (RunningJob job : workers.running()) {
      if (job.job() instanceof Call call) {
        seen.put(call, new Sight(State.RUNNING, job));
      }
    }
    long now = server.nanoTime();
    List<CallInfo> oldest =
        seen.entrySet().stream()
            .sorted((one, other) -> oldestFirst(one, other, now))
            .limit(most)
            .map(entry -> entry.getValue().of(entry.getKey(), now))
            .toList();
    return new CallList(seen.size() + unseen, oldest);
  }

  /**
   * The calls that are on workers, the one that has been there longest first. It does not look at
   * what waits, so that it is quick whatever there is. From any thread but the loop's.
   *
   * @param most how many to list
   */
  public CallList running(int most) {
    long now = server.nanoTime();
    List<RunningJob> onCalls =
        workers.running().stream().filter(job -> job.job() instanceof Call).toList();
    List<CallInfo> longest =
        onCalls.stream()
            .sorted(Comparator.comparingLong(RunningJob::ranNanos).reversed())
            .limit(most)
            .map(job -> new Sight(State.RUNNING, job).of((Call) job.job(), now))
            .toList();
    return new CallList(onCalls.size(), longest);
  }

  /** Of calls that were read at once, the one that is further on its way comes first. */
  private static int oldestFirst(
      Map.Entry<Call, Sight> one, Map.Entry<Call, Sight> other, long now) {
    int byAge = Long.compare(other.getKey().ageNanos(now), one.getKey().ageNanos(now));
    return byAge != 0 ? byAge : other.getValue().state.compareTo(one.getValue().state);
  }

  /** Where a call was seen. */
  private record Sight(State state, @Nullable RunningJob running) {
    CallInfo of(Call call, long now) {
      return call.info(
          state,
          now,
          running == null ? 0 : running.ranNanos(),
          running == null ? null : running.thread());
    }
  }
}
