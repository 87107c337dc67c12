package org.jvirtd.daemon;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jvirtd.event.EventLoop;
import org.jvirtd.rpc.CloseReason;
import org.jvirtd.rpc.DrainProgress;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.RunningJob;
import org.jvirtd.worker.WorkerPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a server in good order, which libvirtd has not: it closes every client at once
 * (semantics sections 20 and 26).
 *
 * <pre>
 *   accepting stops ──▶ calls under way finish, calls that come are refused
 *     ──▶ last words, such as close callbacks ──▶ connections close ──▶ finished
 *                      time is over ──▶ what is left is named, and cut off
 * </pre>
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** How long cut connections may take to close; nobody is waited for, so this is short. */
  private static final Duration CUT_OFF = Duration.ofSeconds(2);

  /** Calls that are named when they are cut off; the log is not for hundreds of them. */
  private static final int MOST_NAMED = 20;

  private final EventLoop loop;
  private final Server server;
  private final WorkerPool workers;

  Drain(EventLoop loop, Server server, WorkerPool workers) {
    this.loop = loop;
    this.server = server;
    this.workers = workers;
  }

  /**
   * Drains, on a thread that may wait. An interrupt of it ends the wait, and stays set.
   *
   * @param atMost how long calls under way are waited for
   * @return whether every call was answered
   */
  boolean run(Duration atMost) {
    long begun = System.nanoTime();
    long unansweredBefore = server.counters().unanswered();
    int clients = server.connectionCount();
    DrainProgress progress = server.drainProgress();
    progress.begun(atMost);
    AtomicInteger underWay = new AtomicInteger();
    int left = clients;
    try {
      stopOnLoop(underWay, atMost);
      left = server.awaitNoConnections(atMost.minusNanos(System.nanoTime() - begun));
      if (left > 0) {
        progress.timedOut();
        cutOff(left, atMost);
        server.awaitNoConnections(CUT_OFF);
      }
      progress.finished();
    } catch (InterruptedException e) {
      progress.timedOut();
      Thread.currentThread().interrupt();
    }
    long cut = server.counters().unanswered() - unansweredBefore;
    LOG.info(
        "Drained in {} ms: {} clients, {} calls were under way, {} were cut off; {} calls were"
            + " answered since the start",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        clients,
        underWay,
        cut,
        server.counters().answered());
    return left == 0 && cut == 0;
  }

  private void stopOnLoop(AtomicInteger underWay, Duration atMost) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    loop.addTimeout(
        "drain",
        0,
        timer -> {
          loop.removeTimeout(timer);
          server.stopAccepting();
          underWay.set(server.stopServing());
          stopped.countDown();
        },
        () -> {});
    if (!stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.warn("The event loop has no turn to stop serving: {} holds it", loop.stats().running());
    }
  }

  private void cutOff(int left, Duration atMost) {
    LOG.warn("{} clients are still there after {}: they are cut off", left, atMost);
    workers.running().stream()
        .sorted(Comparator.comparingLong(RunningJob::ranNanos).reversed())
        .limit(MOST_NAMED)
        .forEach(running ->
            LOG.warn(
                "Cut off: {}, which has run for {} ms on {}",
                running.job(),
                TimeUnit.NANOSECONDS.toMillis(running.ranNanos()),
                running.thread().getName()));
    int queued = workers.stats().queued();
    if (queued > 0) {
      LOG.warn("Cut off: {} calls that waited for a worker", queued);
    }
    server.disconnectAll(CloseReason.STOPPING);
  }
}
