package org.jvirtd.worker;

/**
 * Whoever has jobs, such as one client's connection. The owners of a pool's jobs share its workers:
 * an owner may take another only while it holds fewer than are spare, and so leaves some to the
 * others; see {@link WorkerPool}. An owner belongs to one pool. Jobs without an owner, which are
 * the pool's user's own, are not held back.
 */
public abstract class JobOwner {
  // All of it is guarded by the pool's lock.
  int held;
  int priorityHeld;
  final JobLine heldBack = new JobLine();
  boolean told;

  protected JobOwner() {}

  /**
   * A job of this owner has to wait for the first time though a worker is free, since the owner
   * holds its share of them. On a worker, outside the pool's lock; it must be quick.
   */
  protected void onHeldBack() {}
}
