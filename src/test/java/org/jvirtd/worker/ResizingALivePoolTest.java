package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResizingALivePoolTest extends PoolFixture {

  @Test
  void aHigherMinimumStartsWorkersAtOnce() {
    WorkerPool pool = pool(1, 10, 0);
    pool.resize(new WorkerLimits(6, 10, 0));
    assertThat(pool.stats().workers()).isEqualTo(6);
    occupy(pool, 6);
    assertThat(pool.stats().workers()).isEqualTo(6);
  }

  @Test
  void aLowerMinimumSendsNobodyAway() {
    WorkerPool pool = pool(6, 10, 0);
    pool.resize(new WorkerLimits(1, 10, 0));
    assertThat(pool.stats().workers()).isEqualTo(6);
  }

  @Test
  void aLowerMaximumSendsIdleWorkersAwayAtOnce() {
    WorkerPool pool = pool(6, 10, 0);
    pool.resize(new WorkerLimits(1, 2, 0));
    assertThat(pool.stats().workers()).isEqualTo(2);
    assertThat(pool.stats().idle()).isEqualTo(2);
    occupy(pool, 2);
    assertThat(pool.stats().idle()).isZero();
  }

  @Test
  void aLowerMaximumSendsBusyWorkersAwayAfterTheirJob() {
    WorkerPool pool = pool(1, 4, 0);
    List<BlockingJob> jobs = occupy(pool, 4);
    BlockingJob waiting = blocking();
    pool.submit(waiting);
    pool.resize(new WorkerLimits(1, 2, 0));
    assertThat(pool.stats().workers()).isEqualTo(4);

    jobs.get(0).release();
    settle(pool, stats -> stats.workers() == 3);
    jobs.get(1).release();
    settle(pool, stats -> stats.workers() == 2);
    assertThat(waiting.hasStarted()).isFalse();

    jobs.get(2).release();
    waiting.awaitStarted();
    assertThat(pool.stats().workers()).isEqualTo(2);
  }

  @Test
  void theThreadsOfWorkersThatLeftEnd() throws InterruptedException {
    WorkerPool pool = pool(1, 2, 0);
    List<BlockingJob> jobs = occupy(pool, 2);
    pool.resize(new WorkerLimits(1, 1, 0));
    jobs.getFirst().release();
    Thread thread = jobs.getFirst().thread();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aHigherMaximumLetsWaitingJobsRun() {
    WorkerPool pool = pool(1, 1, 0);
    occupy(pool, 1);
    BlockingJob second = blocking();
    BlockingJob third = blocking();
    pool.submit(second);
    pool.submit(third);
    pool.resize(new WorkerLimits(1, 3, 0));
    second.awaitStarted();
    third.awaitStarted();
    assertThat(pool.stats().workers()).isEqualTo(3);
  }

  @Test
  void priorityWorkersGoUpAndFindWhatWaits() {
    WorkerPool pool = pool(1, 1, 0);
    occupy(pool, 1);
    BlockingJob high = blocking(true);
    pool.submit(high);
    assertThat(high.hasStarted()).isFalse();
    pool.resize(new WorkerLimits(1, 1, 2));
    high.awaitStarted();
    assertThat(pool.stats().priorityWorkers()).isEqualTo(2);
  }

  @Test
  void priorityWorkersGoDownBusyOrIdle() {
    WorkerPool pool = pool(1, 1, 3);
    occupy(pool, 1);
    BlockingJob high = blocking(true);
    pool.submit(high);
    high.awaitStarted();
    pool.resize(new WorkerLimits(1, 1, 0));
    assertThat(pool.stats().priorityWorkers()).isEqualTo(1);
    high.release();
    settle(pool, stats -> stats.priorityWorkers() == 0);
  }

  @Test
  void theLimitsAreReported() {
    WorkerPool pool = pool(1, 2, 3);
    pool.resize(new WorkerLimits(2, 4, 1));
    assertThat(pool.stats().limits()).isEqualTo(new WorkerLimits(2, 4, 1));
  }

  @Test
  void aPoolThatIsShutDownIsNotResized() {
    WorkerPool pool = pool(1, 2, 0);
    pool.close();
    assertThatIllegalStateException().isThrownBy(() -> pool.resize(new WorkerLimits(2, 2, 0)));
  }
}
