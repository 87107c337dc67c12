package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class EveryJobRunsExactlyOnceTest extends PoolFixture {
  private static final int PRODUCERS = 4;
  private static final int EACH = 5_000;

  @Test
  void withManyProducersAndWorkersAndAPoolThatIsResizedAllTheTime() throws Exception {
    WorkerPool pool = pool(1, 6, 2, 1_000_000, WorkerPoolObserver.NONE);
    AtomicIntegerArray runs = new AtomicIntegerArray(PRODUCERS * EACH);
    AtomicBoolean producing = new AtomicBoolean(true);
    Thread resizer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; producing.get(); i++) {
                pool.resize(new WorkerLimits(i % 3, 3 + i % 4, i % 3));
                Thread.onSpinWait();
              }
            });
    CyclicBarrier start = new CyclicBarrier(PRODUCERS);
    List<Thread> producers = new ArrayList<>();
    for (int p = 0; p < PRODUCERS; p++) {
      int first = p * EACH;
      producers.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                for (int i = first; i < first + EACH; i++) {
                  int number = i;
                  pool.submit(new ShortJob(i % 3 == 0, () -> runs.incrementAndGet(number)));
                }
              }));
    }
    for (Thread producer : producers) {
      producer.join();
    }
    producing.set(false);
    resizer.join();
    // No wake-up was lost if the queue empties with nobody submitting.
    settle(pool, stats -> stats.done() == PRODUCERS * EACH);
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).as("job %s", i).isEqualTo(1);
    }
    assertThat(pool.stats().queued()).isZero();
    assertThat(pool.stats().queuedHigh()).isZero();
    awaitParked(pool);
  }

  @Test
  void withAShutdownInTheMiddleEachJobIsRunOrRefusedOrHandedBack() throws Exception {
    WorkerPool pool = pool(1, 4, 1, 1_000_000, WorkerPoolObserver.NONE);
    AtomicIntegerArray outcomes = new AtomicIntegerArray(EACH);
    Thread producer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < EACH; i++) {
                if (!pool.submit(new Numbered(i, outcomes))) {
                  outcomes.incrementAndGet(i);
                }
              }
            });
    settle(pool, stats -> stats.done() > 100);
    Leftovers left = pool.shutdown(Duration.ZERO);
    left.notRun().forEach(job -> outcomes.incrementAndGet(((Numbered) job).number));
    producer.join();
    assertThat(pool.shutdown(Duration.ofSeconds(10)).isEmpty()).isTrue();
    for (int i = 0; i < EACH; i++) {
      assertThat(outcomes.get(i)).as("job %s", i).isEqualTo(1);
    }
  }

  private static final class Numbered extends Job {
    private final int number;
    private final AtomicIntegerArray outcomes;

    Numbered(int number, AtomicIntegerArray outcomes) {
      super(number % 2 == 0);
      this.number = number;
      this.outcomes = outcomes;
    }

    @Override
    protected void run() {
      outcomes.incrementAndGet(number);
    }
  }
}
