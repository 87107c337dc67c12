package org.jvirtd.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Jobs from one thread, as the event loop submits them: in batches, with a window of calls in
 * flight, and asleep while the window is full. The plain executor with its linked queue and as many
 * threads is the yardstick.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WorkerPoolBenchmark {
  private static final int WINDOW = 64;
  private static final int JOBS = 4096;

  @Param({"pool", "executor"})
  public String by;

  /** Jobs that the loop finds in one iteration. */
  @Param({"1", "8"})
  public int batch;

  /** The length of a job, in JMH's tokens. */
  @Param({"1200"})
  public int tokens;

  private final AtomicLong done = new AtomicLong();
  private long submitted;
  private volatile boolean asleep;
  private Thread submitter;
  private WorkerPool pool;
  private ThreadPoolTaskExecutor executor;
  private final Work[] jobs = new Work[JOBS];

  private final class Work extends Job implements Runnable {
    Work() {
      super(false);
    }

    @Override
    public void run() {
      Blackhole.consumeCPU(tokens);
      done.incrementAndGet();
      if (asleep) {
        asleep = false;
        LockSupport.unpark(submitter);
      }
    }
  }

  @Setup
  public void open() {
    for (int i = 0; i < JOBS; i++) {
      jobs[i] = new Work();
    }
    if (by.equals("pool")) {
      pool = new WorkerPool("benchmark", WorkerLimits.DEFAULT);
    } else {
      executor = new ThreadPoolTaskExecutor();
      executor.setCorePoolSize(20);
      executor.initialize();
    }
  }

  @TearDown
  public void close() {
    if (pool != null) {
      System.out.println(pool.stats());
      pool.close();
    } else {
      executor.shutdown();
    }
  }

  @Benchmark
  @OperationsPerInvocation(JOBS)
  public void stream() {
    submitter = Thread.currentThread();
    for (int i = 0; i < JOBS; i += batch) {
      for (int j = i; j < i + batch; j++) {
        if (pool != null) {
          pool.enqueue(jobs[j]);
        } else {
          executor.execute(jobs[j]);
        }
      }
      if (pool != null) {
        pool.flush();
      }
      submitted += batch;
      awaitRoom(WINDOW);
    }
  }

  /** One job at a time: what a hand-over to a sleeping worker and back costs. */
  @Benchmark
  public void pingPong() {
    submitter = Thread.currentThread();
    if (pool != null) {
      pool.submit(jobs[0]);
    } else {
      executor.execute(jobs[0]);
    }
    submitted++;
    awaitRoom(1);
  }

  private void awaitRoom(int window) {
    while (submitted - done.get() >= window) {
      asleep = true;
      if (submitted - done.get() >= window) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }
}
