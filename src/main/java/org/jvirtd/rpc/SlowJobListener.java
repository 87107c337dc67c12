package org.jvirtd.rpc;

import java.util.List;
import org.jvirtd.worker.RunningJob;

/** Is told of calls that take long. */
@FunctionalInterface
public interface SlowJobListener {
  SlowJobListener NONE = jobs -> {};

  /**
   * These jobs have been on their workers for longer than is usual. Each is told of once. Called on
   * the loop thread: it must not block.
   */
  void onSlow(List<RunningJob> jobs);
}
