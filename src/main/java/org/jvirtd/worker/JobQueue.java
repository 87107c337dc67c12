package org.jvirtd.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One FIFO of jobs, and a line through it that links the high-priority ones (semantics section 8),
 * shared fairly by their owners.
 *
 * <pre>
 *   offer ──CAS──▶ inbox: j9 ▶ j8 ▶ j7          any thread, newest first
 *                    │ gather (under the lock)
 *                    ▼
 *           first ▶ j1 ⇄ j2 ⇄ J3 ⇄ j4 ⇄ J5 ⇄ j6        what ordinary workers take: the first
 *                         J3 ◀──────▶ J5 ◀──▶ J9          what priority workers take, in a line
 *                    │                                    of its own through all of them
 *                    ▼ its owner holds its share of the workers
 *   owner B ▶ j7 ⇄ j8       owner D ▶ J9                   held back, each in its owner's line
 * </pre>
 *
 * <p>A submitter only pushes onto the inbox, with one compare-and-set, so the event loop never
 * waits for a worker that was descheduled while it held the lock. Takers hold the pool's lock; they
 * empty the inbox in one go when their line has run dry. Taking is removal from both lines, so a
 * job is taken exactly once and nothing that was taken stays linked.
 *
 * <p><b>Shares.</b> A job at the FIFO's head whose owner may not take another worker is moved to
 * its owner's line, so that what is behind it is served. Held-back jobs are older than the FIFO's;
 * when their owner may take a worker again they go first, owner by owner in turn. There are never
 * many owners to look through: each holds a worker, or has just given one back. Priority workers
 * pass over high-priority jobs of owners that hold their share of priority workers; such a job can
 * still be an ordinary worker's.
 */
@SuppressWarnings("ReferenceEquality") // a job is itself, whatever its class calls equal
final class JobQueue {
  private static final VarHandle INBOX;

  static {
    try {
      INBOX = MethodHandles.lookup().findVarHandle(JobQueue.class, "inbox", Job.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** In the inbox for ever once the queue takes no more. */
  private static final Job CLOSED =
      new Job(false) {
        @Override
        protected void run() {
          throw new AssertionError("the end mark of a closed queue is no job");
        }
      };

  private final int capacity;
  private final AtomicInteger deepest = new AtomicInteger();

  private volatile @Nullable Job inbox;

  // Depth is added minus taken: submitters write one side and takers the other.
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong highAdded = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong highTaken = new AtomicLong();

  // Guarded by the pool's lock.
  private final JobLine line = new JobLine();
  private @Nullable Job highHead;
  private @Nullable Job highTail;
  private final List<JobOwner> heldBack = new ArrayList<>();
  private int heldBackJobs;
  private long everHeldBack;
  private boolean highPassedOver;
  private int mostPerOwner;
  private @Nullable JobOwner toTell;

  JobQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Appends a job. Any thread.
   *
   * @return false if the queue is full or closed
   */
  boolean offer(Job job) {
    // A place is reserved before the push, so the bound is never exceeded; what was taken is read
    // after that, so a submitter that is held up here is not refused for places long free.
    long places = added.incrementAndGet();
    int depth = (int) (places - taken.getAcquire());
    if (depth > capacity || !push(job)) {
      added.decrementAndGet();
      return false;
    }
    if (depth > deepest.getOpaque()) {
      deepest.accumulateAndGet(depth, Math::max);
    }
    return true;
  }

  private boolean push(Job job) {
    boolean high = job.isHighPriority();
    if (high) {
      highAdded.incrementAndGet();
    }
    Job top = inbox;
    while (top != CLOSED) {
      job.next = top;
      Job witness = (Job) INBOX.compareAndExchange(this, top, job);
      if (witness == top) {
        return true;
      }
      top = witness;
    }
    job.next = null;
    if (high) {
      highAdded.decrementAndGet();
    }
    return false;
  }

  /** Jobs that wait, or are just being added. Any thread. Never less than what really waits. */
  int depth() {
    long takenBefore = taken.getAcquire();
    return (int) (added.get() - takenBefore);
  }

  /** High-priority jobs that wait. As {@link #depth}. */
  int highDepth() {
    long takenBefore = highTaken.getAcquire();
    return (int) (highAdded.get() - takenBefore);
  }

  int deepest() {
    return deepest.get();
  }

  int capacity() {
    return capacity;
  }

  /**
   * Bounds the workers of one class that an owner may hold; 0 for no other bound than its share.
   */
  void limitOwners(int most) {
    mostPerOwner = most;
  }

  /** Whether nothing waits. Under the lock. */
  boolean isEmpty() {
    return line.isEmpty() && heldBack.isEmpty() && inboxIsEmpty();
  }

  /** Whether jobs wait that a worker may take only when their owners hold fewer workers. */
  boolean holdsBack() {
    return highPassedOver || !heldBack.isEmpty();
  }

  int heldBackJobs() {
    return heldBackJobs;
  }

  long everHeldBack() {
    return everHeldBack;
  }

  /** An owner that has not been told yet that a job of it was held back, or null. */
  @Nullable JobOwner takeToTell() {
    JobOwner owner = toTell;
    toTell = null;
    return owner;
  }

  /**
   * The job that an ordinary worker is to take, whatever its class. Under the lock.
   *
   * @param spare see {@link Crew#spare}, the asking worker counted as free
   */
  @Nullable Job next(int spare) {
    for (JobOwner owner : heldBack) {
      if (mayTake(owner.held, spare)) {
        return owner.heldBack.first();
      }
    }
    while (true) {
      if (line.isEmpty()) {
        gather();
      }
      Job job = line.first();
      if (job == null || job.owner == null || mayTake(job.owner.held, spare)) {
        return job;
      }
      holdBack(job, job.owner);
    }
  }

  private boolean mayTake(int held, int spare) {
    return held == 0 || (held < spare && (mostPerOwner == 0 || held < mostPerOwner));
  }

  private void holdBack(Job job, JobOwner owner) {
    line.remove(job);
    if (owner.heldBack.isEmpty()) {
      heldBack.add(owner);
    }
    owner.heldBack.append(job);
    job.heldBack = true;
    heldBackJobs++;
    everHeldBack++;
    owner.countHeldBack();
    if (!owner.told && toTell == null) {
      owner.told = true;
      toTell = owner;
    }
  }

  /**
   * The oldest job that a priority worker may take. Under the lock.
   *
   * @param spare see {@link Crew#spare}, the asking worker counted as free
   */
  @Nullable Job nextHigh(int spare) {
    Job job = firstHigh(spare);
    if (job == null && !inboxIsEmpty()) {
      gather();
      job = firstHigh(spare);
    }
    return job;
  }

  private @Nullable Job firstHigh(int spare) {
    for (Job job = highHead; job != null; job = job.nextHigh) {
      if (job.owner == null || mayTake(job.owner.priorityHeld, spare)) {
        return job;
      }
      highPassedOver = true;
    }
    return null;
  }

  /** Takes a job that {@link #next} or {@link #nextHigh} has named. Under the lock. */
  void take(Job job, boolean byPriorityWorker) {
    JobOwner owner = job.owner;
    if (owner != null) {
      if (byPriorityWorker) {
        owner.priorityHeld++;
      } else {
        owner.held++;
      }
    }
    unlink(job);
  }

  /** A worker has ended a job. Under the lock. */
  void onEnded(Job job, boolean onPriorityWorker) {
    JobOwner owner = job.owner;
    if (owner != null) {
      if (onPriorityWorker) {
        owner.priorityHeld--;
      } else {
        owner.held--;
      }
    }
  }

  /** When the oldest job that waits was submitted, or {@code otherwise}. Under the lock. */
  long oldestSubmittedNanos(long otherwise) {
    gather();
    Job oldest = line.first();
    for (JobOwner owner : heldBack) {
      Job first = owner.heldBack.first();
      if (oldest == null || (first != null && isOlder(first, oldest))) {
        oldest = first;
      }
    }
    return oldest == null ? otherwise : oldest.submittedNanos;
  }

  private static boolean isOlder(Job one, Job other) {
    return one.submittedNanos - other.submittedNanos < 0;
  }

  /** The oldest jobs that wait, in the order of their age. Under the lock. */
  List<Job> oldest(int most) {
    gather();
    List<Job> oldest = new ArrayList<>();
    for (JobOwner owner : heldBack) {
      addTo(oldest, owner.heldBack, oldest.size() + most);
    }
    // Each line is in order, and what is held back is mostly older than the rest.
    addTo(oldest, line, oldest.size() + most);
    oldest.sort((one, other) -> Long.signum(one.submittedNanos - other.submittedNanos));
    return List.copyOf(oldest.subList(0, Math.min(most, oldest.size())));
  }

  private static void addTo(List<Job> jobs, JobLine from, int upTo) {
    for (Job job = from.first(); job != null && jobs.size() < upTo; job = job.next) {
      jobs.add(job);
    }
  }

  /** Takes the unwanted ones of the oldest {@code depth} jobs out. Under the lock. */
  List<Job> withdraw(Predicate<Job> unwanted, int depth) {
    List<Job> withdrawn = new ArrayList<>();
    for (Job job : oldest(depth)) {
      if (unwanted.test(job)) {
        unlink(job);
        withdrawn.add(job);
      }
    }
    return withdrawn;
  }

  /** Lets nothing more in. What waits stays. Under the lock. */
  void close() {
    Job arrivals = (Job) INBOX.getAndSet(this, CLOSED);
    if (arrivals != CLOSED) {
      append(arrivals);
    }
  }

  /** Takes all that wait, the oldest first. Under the lock. */
  List<Job> takeAll() {
    gather();
    List<Job> all = new ArrayList<>();
    for (Job job = line.first(); job != null; job = line.first()) {
      unlink(job);
      all.add(job);
    }
    while (!heldBack.isEmpty()) {
      Job job = Objects.requireNonNull(heldBack.getFirst().heldBack.first());
      unlink(job);
      all.add(job);
    }
    all.sort((one, other) -> Long.signum(one.submittedNanos - other.submittedNanos));
    return all;
  }

  private boolean inboxIsEmpty() {
    Job top = inbox;
    return top == null || top == CLOSED;
  }

  private void gather() {
    if (!inboxIsEmpty()) {
      append((Job) INBOX.getAndSet(this, null));
    }
  }

  /** Appends a chain that is linked newest first. */
  private void append(@Nullable Job newest) {
    Job oldest = null;
    for (Job job = newest; job != null; ) {
      Job older = job.next;
      job.next = oldest;
      oldest = job;
      job = older;
    }
    for (Job job = oldest; job != null; ) {
      Job younger = job.next;
      line.append(job);
      if (job.isHighPriority()) {
        appendHigh(job);
      }
      job = younger;
    }
  }

  private void appendHigh(Job job) {
    Job before = highTail;
    job.previousHigh = before;
    if (before == null) {
      highHead = job;
    } else {
      before.nextHigh = job;
    }
    highTail = job;
  }

  private void unlink(Job job) {
    if (job.heldBack) {
      unlinkHeldBack(job, Objects.requireNonNull(job.owner));
    } else {
      line.remove(job);
    }
    if (job.isHighPriority()) {
      unlinkHigh(job);
      highTaken.setRelease(highTaken.getPlain() + 1);
    }
    taken.setRelease(taken.getPlain() + 1);
    job.endWaiting();
  }

  /** The owner's turn is over: others that are held back go before its next job. */
  private void unlinkHeldBack(Job job, JobOwner owner) {
    owner.heldBack.remove(job);
    job.heldBack = false;
    heldBackJobs--;
    heldBack.remove(owner);
    if (!owner.heldBack.isEmpty()) {
      heldBack.add(owner);
    }
  }

  private void unlinkHigh(Job job) {
    Job before = job.previousHigh;
    Job after = job.nextHigh;
    if (before == null) {
      highHead = after;
    } else {
      before.nextHigh = after;
    }
    if (after == null) {
      highTail = before;
    } else {
      after.previousHigh = before;
    }
    job.nextHigh = null;
    job.previousHigh = null;
    highPassedOver &= highHead != null;
  }
}
