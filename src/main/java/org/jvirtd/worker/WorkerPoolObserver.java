package org.jvirtd.worker;

/**
 * Told of each job that a pool runs, on the worker's thread and outside every lock. It must be
 * quick; what it throws is logged and otherwise ignored.
 */
public interface WorkerPoolObserver {

  /** Sees nothing. */
  WorkerPoolObserver NONE = new WorkerPoolObserver() {};

  /**
   * A worker is about to run a job.
   *
   * @param waitedNanos from the submission until a worker took it
   */
  default void onStart(Job job, long waitedNanos) {}

  /**
   * A worker has run a job.
   *
   * @param ranNanos from when it was taken until it ended
   * @param failed whether it threw
   */
  default void onEnd(Job job, long ranNanos, boolean failed) {}
}
