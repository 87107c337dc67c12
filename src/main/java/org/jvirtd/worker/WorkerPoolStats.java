package org.jvirtd.worker;

/**
 * What a pool is and has done since it was made, all of one moment. Durations are nanoseconds on
 * the pool's clock.
 *
 * @param limits the limits now
 * @param maxQueued the bound on waiting jobs
 * @param workers ordinary workers that exist and are counted on
 * @param idle ordinary workers without a job
 * @param priorityWorkers priority workers that exist and are counted on
 * @param priorityIdle priority workers without a job
 * @param abandoned workers of both classes that were given up and are still on their job; they do
 *     not count as workers above
 * @param maxAbandoned how many there may be
 * @param everAbandoned times that a worker was given up
 * @param queued jobs that wait
 * @param queuedHigh high-priority jobs among them
 * @param deepestQueue the most jobs that ever waited at once
 * @param heldBack jobs that wait although a worker is free, since their owners have their share
 * @param everHeldBack jobs that ever did
 * @param oldestWaitNanos how long the oldest waiting job has waited, 0 if none waits
 * @param done jobs that have ended, whether well or not
 * @param failed jobs among them that threw
 * @param rejected jobs that were not accepted, since the queue was full or the pool closed
 * @param waitedNanos time in the queue, of all jobs that were taken
 * @param ranNanos time on a worker, of all jobs that have ended
 */
public record WorkerPoolStats(
    WorkerLimits limits,
    int maxQueued,
    int workers,
    int idle,
    int priorityWorkers,
    int priorityIdle,
    int abandoned,
    int maxAbandoned,
    long everAbandoned,
    int queued,
    int queuedHigh,
    int deepestQueue,
    int heldBack,
    long everHeldBack,
    long oldestWaitNanos,
    long done,
    long failed,
    long rejected,
    long waitedNanos,
    long ranNanos) {

  /** Workers of both classes that have a job, without those that were abandoned. */
  public int busy() {
    return workers - idle + priorityWorkers - priorityIdle;
  }
}
