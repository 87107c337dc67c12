package org.jvirtd.observe;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.SlowJobListener;
import org.jvirtd.worker.RunningJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each slow call once, with the stack of its worker and the lock that it waits for.
 *
 * <p>Stacks are taken and written on a thread of their own: on the event loop they would hold up
 * everybody, and the workers are what may be stuck.
 */
public final class StuckCallReport implements SlowJobListener {
  private static final Logger LOG = LoggerFactory.getLogger(StuckCallReport.class);

  /** What every worker's stack ends with. */
  private static final String WORKERS = "org.jvirtd.worker.";

  private final Executor executor;

  /**
   * @param executor runs each report; it must not be the workers'
   */
  public StuckCallReport(Executor executor) {
    this.executor = executor;
  }

  /** A report that each time starts a thread. */
  public static StuckCallReport onThreadsOfItsOwn() {
    return new StuckCallReport(
        report -> Thread.ofPlatform().daemon().name("slow-calls").start(report));
  }

  @Override
  public void onSlow(List<RunningJob> jobs) {
    executor.execute(() -> jobs.forEach(StuckCallReport::report));
  }

  private static void report(RunningJob job) {
    Thread thread = job.thread();
    LockWait wait = LockWait.of(thread);
    StringBuilder stack = new StringBuilder();
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().startsWith(WORKERS)) {
        break;
      }
      stack.append("\n    at ").append(frame);
    }
    LOG.warn(
        "{} has been on {} for {} s{}{}",
        job.job(),
        thread.getName(),
        "%.1f".formatted(Seconds.of(job.ranNanos())),
        wait == null ? "" : "; it waits for " + wait.lock() + ", which " + wait.holder() + " holds",
        stack);
  }

  /** Where in the code a thread is, leaving out the JDK; null if it is nowhere. */
  public static @Nullable String place(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.")
          && !frame.getClassName().startsWith("jdk.")
          && !frame.getClassName().equals("org.jvirtd.driver.NamedLock")) {
        return frame.toString();
      }
    }
    return null;
  }
}
