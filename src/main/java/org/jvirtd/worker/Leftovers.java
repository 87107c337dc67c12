package org.jvirtd.worker;

import java.util.List;

/**
 * What was not finished when a pool's shutdown ran out of time.
 *
 * @param notRun jobs that no worker took and none will take, the oldest first
 * @param stillRunning jobs that are on a worker still; they run on and are not interrupted
 */
public record Leftovers(List<Job> notRun, List<RunningJob> stillRunning) {

  public Leftovers {
    notRun = List.copyOf(notRun);
    stillRunning = List.copyOf(stillRunning);
  }

  public boolean isEmpty() {
    return notRun.isEmpty() && stillRunning.isEmpty();
  }
}
