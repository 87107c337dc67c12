package org.jvirtd.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for the {@link WorkerPool}. It carries its own place in the queue, so that
 * submitting it allocates nothing more. A job may be submitted again as soon as it has begun to
 * run, even by itself, but it waits in one queue at a time.
 *
 * <p>{@link #toString()} is what logs and reports call the job.
 */
public abstract class Job {
  private static final VarHandle WAITING;

  static {
    try {
      WAITING = MethodHandles.lookup().findVarHandle(Job.class, "waiting", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final boolean highPriority;
  final @Nullable JobOwner owner;

  @SuppressWarnings("unused") // through WAITING
  private volatile boolean waiting;

  // The place in the queue: JobQueue's own, written by the submitter before the job is published
  // and by takers under the pool's lock.
  @Nullable Job next;
  @Nullable Job previous;
  @Nullable Job nextHigh;
  @Nullable Job previousHigh;
  boolean heldBack;
  long submittedNanos;

  /**
   * A job of nobody's.
   *
   * @param highPriority whether priority workers may take it too
   */
  protected Job(boolean highPriority) {
    this(highPriority, null);
  }

  /**
   * @param highPriority whether priority workers may take it too
   * @param owner among whose jobs it counts
   */
  protected Job(boolean highPriority, @Nullable JobOwner owner) {
    this.highPriority = highPriority;
    this.owner = owner;
  }

  public final boolean isHighPriority() {
    return highPriority;
  }

  /** Does the work, on a worker. What it throws is logged and counted; the worker lives. */
  protected abstract void run();

  /**
   * @throws IllegalStateException if it waits in a queue already: a second place would break both
   */
  final void beginWaiting(long nowNanos) {
    if (!WAITING.compareAndSet(this, false, true)) {
      throw new IllegalStateException("The job is waiting in a queue already: " + this);
    }
    submittedNanos = nowNanos;
  }

  final void endWaiting() {
    WAITING.setRelease(this, false);
  }
}
