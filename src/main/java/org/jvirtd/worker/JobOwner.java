package org.jvirtd.worker;

/**
 * Whoever has jobs, such as one client's connection. The owners of a pool's jobs share its workers:
 * an owner may take another only while it holds fewer than are spare, and so leaves some to the
 * others; see {@link WorkerPool}. An owner belongs to one pool. Jobs without an owner, which are
 * the pool's user's own, are not held back.
 */
public abstract class JobOwner {
  // Guarded by the pool's lock; what was held back may be read without it.
  int held;
  int priorityHeld;
  final JobLine heldBack = new JobLine();
  boolean told;
  private volatile long everHeldBack;

  protected JobOwner() {}

  /** Jobs of this owner that have waited though a worker was free. From any thread. */
  public final long everHeldBack() {
    return everHeldBack;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the pool's lock is held
  final void countHeldBack() {
    everHeldBack++;
  }

  /**
   * A job of this owner has to wait for the first time though a worker is free, since the owner
   * holds its share of them. On a worker, outside the pool's lock; it must be quick.
   */
  protected void onHeldBack() {}
}
