package org.jvirtd.event;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Timers beside 100,000 that are pending, as keepalive and timeouts of calls would use them. Time
 * is for one timer. The others hand over to a thread of their own; its work is not in the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
  static final int PENDING = 100_000;
  private static final int BATCH = 1_000;
  private static final int FAR_MILLIS = 1_000_000;

  /** Whose timers. */
  @Param({"event-loop", "hashed-wheel", "scheduled-executor"})
  public String by;

  private Timers timers;
  private final Object[] pending = new Object[PENDING];

  /** What is compared. */
  interface Timers extends AutoCloseable {
    /** A timer that does nothing when it fires. */
    Object add(int millis);

    /** Puts it off; gives what stands for it from now on. */
    Object update(Object timer, int millis);

    void remove(Object timer);

    /** Lets go of what was removed, if that is the caller's to do. */
    void sweep();

    /** Adds so many that are due at once or almost, and returns when all have fired. */
    void fire(int count) throws InterruptedException;

    @Override
    void close();
  }

  @Setup
  public void fill() {
    timers =
        switch (by) {
          case "event-loop" -> new LoopTimers();
          case "hashed-wheel" -> new WheelTimers();
          default -> new ExecutorTimers();
        };
    for (int i = 0; i < PENDING; i++) {
      pending[i] = timers.add(far());
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    timers.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void addAndRemove() {
    for (int i = 0; i < BATCH; i++) {
      timers.remove(timers.add(far()));
    }
    timers.sweep();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void update() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < BATCH; i++) {
      int place = random.nextInt(PENDING);
      pending[place] = timers.update(pending[place], far());
    }
    timers.sweep();
  }

  /** Adds 100,000 beside those pending, lets them fire, and removes them. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OperationsPerInvocation(PENDING)
  @Warmup(iterations = 20)
  @Measurement(iterations = 20)
  @Fork(2)
  public void addAndFire() throws InterruptedException {
    timers.fire(PENDING);
  }

  private static int far() {
    return FAR_MILLIS + ThreadLocalRandom.current().nextInt(FAR_MILLIS);
  }
}
