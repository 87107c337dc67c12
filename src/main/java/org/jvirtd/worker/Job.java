package org.jvirtd.worker;

/**
 * A piece of work for the {@link WorkerPool}. A job is submitted once; it carries its own place in
 * the queue, so that submitting it allocates nothing more.
 */
public abstract class Job {
  private final boolean highPriority;

  /**
   * @param highPriority whether priority workers may take it too
   */
  protected Job(boolean highPriority) {
    this.highPriority = highPriority;
  }

  public final boolean isHighPriority() {
    return highPriority;
  }

  /** Does the work, on a worker. What it throws is logged and counted; the worker lives. */
  protected abstract void run();
}
