package org.jvirtd.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One FIFO of jobs, and a line through it that links the high-priority ones (semantics section 8).
 *
 * <pre>
 *   offer ──CAS──▶ inbox: j9 ▶ j8 ▶ j7          any thread, newest first
 *                    │ gather (under the lock)
 *                    ▼
 *           head ▶ j1 ⇄ j2 ⇄ J3 ⇄ j4 ⇄ J5 ⇄ j6 ◀ tail      what ordinary workers take: the head
 *                        highHead ▶ J3 ───▶ J5 ◀ highTail   what priority workers take
 * </pre>
 *
 * <p>A submitter only pushes onto the inbox, with one compare-and-set, so the event loop never
 * waits for a worker that was descheduled while it held the lock. Takers hold the pool's lock; they
 * empty the inbox in one go when their line has run dry. A high-priority job that an ordinary
 * worker takes at the head is always the oldest of the high line, so that line needs no way back;
 * one that a priority worker takes leaves the FIFO from the middle. Taking is removal from both, so
 * a job is taken exactly once and nothing that was taken stays linked.
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
  private @Nullable Job head;
  private @Nullable Job tail;
  private @Nullable Job highHead;
  private @Nullable Job highTail;

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

  /** Whether nothing waits. Under the lock. */
  boolean isEmpty() {
    return head == null && inboxIsEmpty();
  }

  /** Whether no high-priority job waits. Under the lock. */
  boolean isEmptyOfHigh() {
    if (highHead == null) {
      gather();
    }
    return highHead == null;
  }

  /** Takes the head of the FIFO, whatever its class. Under the lock. */
  @Nullable Job takeOldest() {
    if (head == null) {
      gather();
    }
    Job job = head;
    if (job != null) {
      if (job == highHead) {
        highHead = job.nextHigh;
      }
      unlink(job);
    }
    return job;
  }

  /** Takes the oldest high-priority job, wherever it stands. Under the lock. */
  @Nullable Job takeOldestHigh() {
    if (highHead == null) {
      gather();
    }
    Job job = highHead;
    if (job != null) {
      highHead = job.nextHigh;
      unlink(job);
    }
    return job;
  }

  /** When the oldest job that waits was submitted, or {@code otherwise}. Under the lock. */
  long oldestSubmittedNanos(long otherwise) {
    gather();
    Job oldest = head;
    return oldest == null ? otherwise : oldest.submittedNanos;
  }

  /** The oldest jobs that wait, in order. Under the lock. */
  List<Job> oldest(int most) {
    gather();
    List<Job> oldest = new ArrayList<>();
    for (Job job = head; job != null && oldest.size() < most; job = job.next) {
      oldest.add(job);
    }
    return oldest;
  }

  /** Takes the unwanted ones of the oldest {@code depth} jobs out. Under the lock. */
  List<Job> withdraw(Predicate<Job> unwanted, int depth) {
    gather();
    List<Job> withdrawn = new ArrayList<>();
    Job highBefore = null;
    Job job = head;
    for (int seen = 0; job != null && seen < depth; seen++) {
      Job after = job.next;
      if (unwanted.test(job)) {
        if (job.isHighPriority()) {
          unlinkHigh(job, highBefore);
        }
        unlink(job);
        withdrawn.add(job);
      } else if (job.isHighPriority()) {
        highBefore = job;
      }
      job = after;
    }
    return withdrawn;
  }

  private void unlinkHigh(Job job, @Nullable Job before) {
    if (before == null) {
      highHead = job.nextHigh;
    } else {
      before.nextHigh = job.nextHigh;
    }
    if (job == highTail) {
      highTail = before;
    }
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
    List<Job> all = new ArrayList<>();
    for (Job job = takeOldest(); job != null; job = takeOldest()) {
      all.add(job);
    }
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
    for (Job job = oldest; job != null; job = job.next) {
      Job last = tail;
      job.previous = last;
      if (last == null) {
        head = job;
      } else {
        last.next = job;
      }
      tail = job;
      if (job.isHighPriority()) {
        appendHigh(job);
      }
    }
  }

  private void appendHigh(Job job) {
    Job last = highTail;
    if (highHead == null || last == null) {
      highHead = job;
    } else {
      last.nextHigh = job;
    }
    highTail = job;
  }

  private void unlink(Job job) {
    Job before = job.previous;
    Job after = job.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    job.next = null;
    job.previous = null;
    job.nextHigh = null;
    if (highHead == null) {
      highTail = null;
    }
    if (job.isHighPriority()) {
      highTaken.setRelease(highTaken.getPlain() + 1);
    }
    taken.setRelease(taken.getPlain() + 1);
    job.endWaiting();
  }
}
