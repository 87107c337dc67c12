package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AFailingJobTest extends PoolFixture {

  @Test
  void isLoggedAndCountedAndTheWorkerLives(CapturedOutput output) {
    WorkerPool pool = pool(1, 1, 0);
    pool.submit(
        new Job(false) {
          @Override
          protected void run() {
            throw new IllegalArgumentException("out of cheese");
          }

          @Override
          public String toString() {
            return "call 7";
          }
        });
    settle(pool, stats -> stats.done() == 1);
    assertThat(pool.stats().failed()).isEqualTo(1);
    assertThat(output).contains("call 7", "out of cheese");
    occupy(pool, 1);
    assertThat(pool.stats().workers()).isEqualTo(1);
  }

  @Test
  void mayThrowAnError() {
    WorkerPool pool = pool(1, 1, 0);
    pool.submit(
        new ShortJob(() -> {
          throw new StackOverflowError();
        }));
    occupy(pool, 1);
    assertThat(pool.stats().failed()).isEqualTo(1);
  }

  @Test
  void mayEvenFailToSayItsName() {
    WorkerPool pool = pool(1, 1, 0);
    pool.submit(
        new Job(false) {
          @Override
          protected void run() {
            throw new IllegalStateException();
          }

          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        });
    occupy(pool, 1);
    assertThat(pool.stats().failed()).isEqualTo(1);
  }

  @Test
  void doesNotLeaveItsInterruptBehind() {
    WorkerPool pool = pool(1, 1, 0);
    AtomicReference<@Nullable Boolean> interrupted = new AtomicReference<>();
    pool.submit(new ShortJob(() -> Thread.currentThread().interrupt()));
    ShortJob next = new ShortJob(() -> interrupted.set(Thread.currentThread().isInterrupted()));
    pool.submit(next);
    next.awaitEnded();
    assertThat(interrupted).hasValue(false);
  }

  @Test
  void anObserverThatFailsHarmsNobody() {
    WorkerPool pool =
        pool(
            1,
            1,
            0,
            10,
            new WorkerPoolObserver() {
              @Override
              public void onStart(Job job, long waitedNanos) {
                throw new IllegalStateException("start");
              }

              @Override
              public void onEnd(Job job, long ranNanos, boolean failed) {
                throw new IllegalStateException("end");
              }
            });
    occupy(pool, 1).getFirst().release();
    settle(pool, stats -> stats.done() == 1);
    assertThat(pool.stats().failed()).isZero();
  }

  @Test
  void aJobWaitsInOneQueueAtATime() {
    WorkerPool pool = pool(1, 1, 0);
    occupy(pool, 1);
    BlockingJob waiting = blocking();
    pool.submit(waiting);
    assertThatIllegalStateException().isThrownBy(() -> pool.submit(waiting));
    assertThat(pool.stats().queued()).isEqualTo(1);
  }

  @Test
  void aJobThatHasBegunMaySubmitItself() {
    WorkerPool pool = pool(1, 1, 0);
    pool.submit(
        new Job(false) {
          private int times;

          @Override
          protected void run() {
            if (++times < 3) {
              assertThat(pool.submit(this)).isTrue();
            }
          }
        });
    settle(pool, stats -> stats.done() == 3);
    assertThat(pool.stats().failed()).isZero();
  }
}
