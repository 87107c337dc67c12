package org.jvirtd.worker;

/**
 * A job that is on a worker.
 *
 * @param thread the worker's thread, for its name and its stack
 * @param priorityWorker whether it is a priority worker
 * @param startedNanos when the job was taken, on the pool's clock
 * @param ranNanos how long ago that was
 * @param abandoned whether the pool has given its worker up: see {@link WorkerPool#abandon}
 */
public record RunningJob(
    Job job,
    Thread thread,
    boolean priorityWorker,
    long startedNanos,
    long ranNanos,
    boolean abandoned) {}
