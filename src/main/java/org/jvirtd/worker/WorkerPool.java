package org.jvirtd.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of workers with libvirt's rules (semantics sections 8 and 9): ordinary workers take the
 * head of one FIFO whatever its class; priority workers take only the oldest high-priority job.
 * Priority so means workers held in reserve, not a way past the queue.
 *
 * <p><b>Shares.</b> One owner's slow jobs must not hold every worker. An owner may always take its
 * first worker of a class. It may take another only while it holds fewer than are spare: those that
 * are free or may still be added, without a quarter of all, which is kept for owners that hold
 * none. So of {@code max} workers {@code k} owners that begin together hold at most 3/4 max / (k +
 * 1) each, and second and further jobs never use the last quarter, whoever comes first. What
 * exceeds a share waits without holding up what is behind it. {@code docs/decisions/0005} has the
 * reasons.
 *
 * <p><b>Growth.</b> A worker is added whenever fewer are idle than jobs wait, up to the maximum. A
 * plain {@code ThreadPoolExecutor} grows only when its queue is full, and libvirt's own comparison
 * underflows (semantics section 26, row 2), so the queue and the growth are this package's;
 * Spring's {@code ThreadPoolTaskExecutor}, one for each class, owns the threads, and each worker is
 * one long task on it. The pool never shrinks by itself; a lower maximum makes surplus workers
 * leave, idle ones at once and busy ones after their job.
 *
 * <p><b>Waking.</b> Waking a thread costs more than a short job, so at most one worker of a class
 * is on its way to the queue at a time. It wakes the next one, if more is waiting, before it runs
 * its own job. So a job that blocks holds up nobody, and a row of short jobs is run by few workers,
 * the ones that were parked last. For this to lose no job, a worker publishes that it is parked and
 * then looks at the inbox once more, and a submitter publishes the job and then looks whether
 * somebody is parked: one of the two sees the other.
 *
 * <p><b>Batches.</b> A thread that has several jobs at hand and will not block in between may
 * {@link #enqueue} each and {@link #flush} once; until then nobody needs to be woken for them.
 *
 * <p><b>Abandoned workers.</b> A worker whose job nobody waits for any more can be {@link #abandon
 * given up}. It is not interrupted: it runs on, does not count, and another takes its place. How
 * many may be abandoned at a time is bounded, so that there are never more threads than the limits
 * and that bound together.
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   OPEN ── shutdown ──▶ DRAINING ── nobody left, or out of time ──▶ STOPPED
 * </pre>
 *
 * <p><b>Threads.</b> Every method may be called from any thread, {@link #shutdown} and {@link
 * #close} from any but a worker. Threads are daemons, named {@code rpc-<server>-n} and {@code
 * prio-rpc-<server>-n}, and are never interrupted by the pool.
 */
public final class WorkerPool implements AutoCloseable {
  /**
   * The bound on waiting jobs unless told otherwise. Clients times their windows bound the queue
   * already, at 25,000 with libvirt's figures; libvirt itself has no bound (semantics section 26,
   * row 4).
   */
  public static final int DEFAULT_MAX_QUEUED = 100_000;

  /** How long {@link #close} waits: libvirt's own patience at its end (semantics section 20). */
  public static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

  /** How many workers may be abandoned at a time unless told otherwise: as many as work at most. */
  public static final int DEFAULT_MAX_ABANDONED = 20;

  private enum State {
    OPEN,
    DRAINING,
    STOPPED
  }

  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

  private final String server;
  private final LongSupplier nanoClock;
  private final WorkerPoolObserver observer;
  private final JobQueue queue;
  private final Staff staff;
  private final Crew ordinary;
  private final Crew priority;
  private final LongAdder rejected = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allGone = lock.newCondition();

  // Guarded by the lock.
  private State state = State.OPEN;
  private WorkerLimits limits;
  private int maxAbandoned = DEFAULT_MAX_ABANDONED;
  private long everAbandoned;
  private long done;
  private long failed;
  private long waitedNanos;
  private long ranNanos;

  /** A pool on the system's clock, with the default bound and nobody watching. */
  public WorkerPool(String server, WorkerLimits limits) {
    this(server, limits, DEFAULT_MAX_QUEUED, System::nanoTime, WorkerPoolObserver.NONE);
  }

  /**
   * Makes a pool and starts its minimum of workers and its priority workers.
   *
   * @param server what the threads are called after
   * @param maxQueued the most jobs that may wait, 1 or more
   * @param nanoClock as {@link System#nanoTime}
   * @throws IllegalArgumentException if maxQueued is less than 1
   */
  public WorkerPool(
      String server,
      WorkerLimits limits,
      int maxQueued,
      LongSupplier nanoClock,
      WorkerPoolObserver observer) {
    if (maxQueued < 1) {
      throw new IllegalArgumentException("max queued jobs must be 1 or more, not " + maxQueued);
    }
    this.server = server;
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.observer = observer;
    queue = new JobQueue(maxQueued);
    staff = new Staff(this, queue, server);
    ordinary = staff.ordinary;
    priority = staff.priority;
    resize(limits);
  }

  /**
   * Puts a job at the end of the queue and sees to it that a worker comes for it.
   *
   * @return false if the queue is full or the pool is shut down; the job is not queued then, and is
   *     counted as rejected
   * @throws IllegalStateException if the job is waiting in a queue already
   */
  public boolean submit(Job job) {
    if (!enqueue(job)) {
      return false;
    }
    flush();
    return true;
  }

  /**
   * Puts a job at the end of the queue as {@link #submit} does, but leaves it to a call of {@link
   * #flush} to send for a worker. The caller must not block in between. A worker that is at the
   * queue anyway may take the job at once.
   */
  public boolean enqueue(Job job) {
    job.beginWaiting(nanoClock.getAsLong());
    if (queue.offer(job)) {
      return true;
    }
    job.endWaiting();
    rejected.increment();
    return false;
  }

  /** Sends for the workers that the jobs enqueued so far need. Costs little if none is needed. */
  public void flush() {
    // The depth first: a taker ends its idleness before it lowers the depth, so that what is read
    // here may call for one worker too many, but never for one too few.
    int depth = queue.depth();
    if (depth <= 0) {
      return;
    }
    boolean grow = depth > ordinary.idle() && ordinary.isGrowable();
    if (grow || ordinary.isCallable() || (priority.isCallable() && queue.highDepth() > 0)) {
      summon(grow);
    }
  }

  private void summon(boolean grow) {
    List<Worker> hired = new ArrayList<>();
    Worker called;
    lock.lock();
    try {
      if (grow) {
        staff.hireForQueue(hired);
      }
      called = staff.call();
    } finally {
      lock.unlock();
    }
    if (called != null) {
      called.wake();
    }
    launch(hired);
  }

  /**
   * Changes all three limits at once. Missing minimum and priority workers, and ordinary ones that
   * waiting jobs ask for, start at once; surplus ones leave, idle ones at once, busy ones after
   * their job. That min is not more than max is {@link WorkerLimits}' to check.
   *
   * @throws IllegalStateException if the pool is shut down
   */
  public void resize(WorkerLimits newLimits) {
    List<Worker> hired = new ArrayList<>();
    List<Worker> roused = new ArrayList<>();
    lock.lock();
    try {
      if (state != State.OPEN) {
        throw new IllegalStateException("The worker pool of " + server + " is shut down");
      }
      limits = newLimits;
      roused.addAll(staff.allow(newLimits));
      staff.hireMinimum(newLimits, hired);
      staff.hireForQueue(hired);
      Worker called = staff.call();
      if (called != null) {
        roused.add(called);
      }
    } finally {
      lock.unlock();
    }
    roused.forEach(Worker::wake);
    launch(hired);
  }

  /**
   * Changes how many workers may be abandoned at a time, of both classes together. Those that are
   * abandoned stay so.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void allowAbandoned(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("max abandoned must not be negative: " + most);
    }
    lock.lock();
    try {
      maxAbandoned = most;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives up the worker that a job is on, which nobody waits for any more: the worker is left to
   * finish, but it does not count, and another one may take its place. When it comes back it counts
   * again, and whichever worker is surplus then leaves. Nothing changes if the job is on no worker
   * any more, or its worker was abandoned before.
   *
   * @return false if the limit is reached, so that the worker still counts; calling again may help
   */
  public boolean abandon(Job job) {
    List<Worker> hired = new ArrayList<>();
    Worker called = null;
    lock.lock();
    try {
      Worker worker = staff.workerOn(job);
      if (worker == null || worker.abandoned) {
        return true;
      }
      if (staff.abandoned() >= maxAbandoned) {
        return false;
      }
      worker.crew.abandon(worker);
      everAbandoned++;
      if (state == State.OPEN) {
        staff.hireMinimum(limits, hired);
        staff.hireForQueue(hired);
        // There is more to spare now: what was held back may be for one who is parked.
        called = staff.call();
      }
    } finally {
      lock.unlock();
    }
    if (called != null) {
      called.wake();
    }
    launch(hired);
    return true;
  }

  /**
   * Bounds the workers of either class that one owner of jobs may hold at a time, beside the rule
   * that it may take another only while it holds fewer than are spare.
   *
   * @param most 1 or more, or 0 for no such bound
   * @throws IllegalArgumentException if it is negative
   */
  public void limitOwners(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("max workers of one owner must not be negative: " + most);
    }
    Worker called;
    lock.lock();
    try {
      queue.limitOwners(most);
      called = staff.call();
    } finally {
      lock.unlock();
    }
    if (called != null) {
      called.wake();
    }
  }

  /** What the pool is and has done. It takes the workers' lock for a moment. */
  public WorkerPoolStats stats() {
    lock.lock();
    try {
      long now = now();
      return new WorkerPoolStats(
          limits,
          queue.capacity(),
          ordinary.size(),
          ordinary.idle(),
          priority.size(),
          priority.idle(),
          staff.abandoned(),
          maxAbandoned,
          everAbandoned,
          queue.depth(),
          queue.highDepth(),
          queue.deepest(),
          queue.heldBackJobs(),
          queue.everHeldBack(),
          Math.max(0, now - queue.oldestSubmittedNanos(now)),
          done,
          failed,
          rejected.sum(),
          waitedNanos,
          ranNanos);
    } finally {
      lock.unlock();
    }
  }

  /** For race tests: one worker more without a thread, whose steps the test itself takes. */
  Worker hireWithoutThread(boolean priorityWorker) {
    lock.lock();
    try {
      if (priorityWorker) {
        priority.allow(priority.size() + 1);
      }
      return (priorityWorker ? priority : ordinary).hire(this);
    } finally {
      lock.unlock();
    }
  }

  /** For tests: whether every worker is parked and nothing waits. */
  boolean isAtRest() {
    lock.lock();
    try {
      return staff.isAtRest();
    } finally {
      lock.unlock();
    }
  }

  /** For tests: whether every worker is parked or has a job, so that nothing moves by itself. */
  boolean isQuiet() {
    lock.lock();
    try {
      return staff.isQuiet();
    } finally {
      lock.unlock();
    }
  }

  /** The jobs that are on a worker now, in no order that matters. */
  public List<RunningJob> running() {
    lock.lock();
    try {
      return staff.running(now());
    } finally {
      lock.unlock();
    }
  }

  /** The oldest jobs that wait in the queue, in its order, at most so many. */
  public List<Job> waiting(int most) {
    lock.lock();
    try {
      return queue.oldest(most);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes jobs out of the queue that need not be run any more. It looks only at the oldest ones, at
   * most {@code depth}, as it holds the workers' lock meanwhile.
   *
   * @param unwanted must be quick
   * @return what was taken out; the pool does not know it any more, and it counts nowhere
   */
  public List<Job> withdraw(Predicate<Job> unwanted, int depth) {
    lock.lock();
    try {
      return queue.withdraw(unwanted, depth);
    } finally {
      lock.unlock();
    }
  }

  /** Shuts down as {@link #shutdown} does, with {@link #CLOSE_PATIENCE}, and logs what was left. */
  @Override
  public void close() {
    Leftovers left = shutdown(CLOSE_PATIENCE);
    if (!left.isEmpty()) {
      log.warn(
          "The worker pool of {} stops with {} jobs not run and {} still running: {}",
          server,
          left.notRun().size(),
          left.stillRunning().size(),
          left.stillRunning());
    }
  }

  /**
   * Takes no more jobs, lets the workers finish what is queued and what they run, and waits for
   * that up to a bound, of real time. What has not begun by then is handed back and never run. An
   * interrupt of the caller ends the wait early, and stays set. Calling it again waits again for
   * what is still running.
   *
   * @param atMost how long to wait; zero hands back what is queued at once
   * @throws IllegalStateException if it is called on a worker, which would wait for itself
   */
  public Leftovers shutdown(Duration atMost) {
    List<Worker> hired = new ArrayList<>();
    List<Worker> roused = new ArrayList<>();
    lock.lock();
    try {
      if (staff.employs(Thread.currentThread())) {
        throw new IllegalStateException("A worker cannot wait for its own pool to shut down");
      }
      queue.close();
      if (state == State.OPEN) {
        state = State.DRAINING;
        staff.hireForQueue(hired);
        roused.addAll(staff.callAll());
      }
    } finally {
      lock.unlock();
    }
    roused.forEach(Worker::wake);
    launch(hired);
    Leftovers left = drain(atMost.toNanos());
    // With nobody left the threads are about to end; with somebody left there is no time left.
    Duration threadsEnd = left.stillRunning().isEmpty() ? Duration.ofSeconds(1) : Duration.ZERO;
    ordinary.disband(threadsEnd);
    priority.disband(threadsEnd);
    return left;
  }

  private Leftovers drain(long atMostNanos) {
    long leftNanos = atMostNanos;
    lock.lock();
    try {
      while (leftNanos > 0 && !staff.isDeserted()) {
        leftNanos = allGone.awaitNanos(leftNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state = State.STOPPED;
      lock.unlock();
    }
    return leftovers();
  }

  private Leftovers leftovers() {
    lock.lock();
    try {
      return new Leftovers(queue.takeAll(), running());
    } finally {
      lock.unlock();
    }
  }

  // What workers call.

  long now() {
    return nanoClock.getAsLong();
  }

  WorkerPoolObserver observer() {
    return observer;
  }

  /**
   * Accounts for the job that the worker has ended, if any, and gives it the next one. Without one
   * the worker is parked or gone when this returns.
   *
   * @param nowNanos when the worker ended its job, or came to the queue
   */
  @Nullable Job take(Worker worker, long nowNanos) {
    Job job = null;
    Worker called = null;
    JobOwner heldBack = null;
    lock.lock();
    try {
      // One that goes from job to job leaves the balance of sleepers and seekers as it is; only
      // one that was called, parks or leaves has to look whether another is needed.
      boolean fromJobToJob = worker.state == Worker.State.RUNNING;
      account(worker, nowNanos);
      Crew crew = worker.crew;
      if (state == State.STOPPED || crew.isSurplus()) {
        leave(worker);
      } else {
        int spare = crew.spare() + (fromJobToJob ? 1 : 0);
        job = crew.priority ? queue.nextHigh(spare) : queue.next(spare);
        if (job != null) {
          // Before the job leaves the queue: see flush.
          crew.begin(worker);
          queue.take(job, crew.priority);
          waitedNanos += worker.begin(job, nowNanos);
        } else if (state == State.DRAINING) {
          leave(worker);
        } else {
          crew.park(worker);
        }
      }
      // What is held back may be for another to take: its owner holds one worker fewer.
      if (job == null || !fromJobToJob || queue.holdsBack()) {
        called = staff.call();
        heldBack = queue.takeToTell();
      }
    } finally {
      lock.unlock();
    }
    if (heldBack != null) {
      tell(heldBack);
    }
    if (called != null) {
      called.wake();
    }
    return job;
  }

  private static void tell(JobOwner heldBack) {
    try {
      heldBack.onHeldBack();
    } catch (RuntimeException e) {
      log.warn("The owner of a job that is held back failed", e);
    }
  }

  private void account(Worker worker, long nowNanos) {
    if (worker.job != null) {
      queue.onEnded(worker.job, worker.crew.priority);
      worker.job = null;
      worker.crew.readmit(worker);
      done++;
      ranNanos += nowNanos - worker.startedNanos;
      if (worker.hasFailed()) {
        failed++;
      }
    }
  }

  private void leave(Worker worker) {
    worker.crew.leave(worker);
    if (staff.isDeserted()) {
      allGone.signalAll();
    }
  }

  private void launch(List<Worker> hired) {
    for (Worker worker : hired) {
      try {
        worker.crew.launch(worker);
      } catch (RuntimeException | OutOfMemoryError e) {
        lock.lock();
        try {
          leave(worker);
        } finally {
          lock.unlock();
        }
        // What waits stays queued for the workers there are; the next flush tries again.
        log.error("The worker pool of {} cannot start a thread", server, e);
      }
    }
  }
}
