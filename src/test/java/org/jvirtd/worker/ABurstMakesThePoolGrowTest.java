package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ABurstMakesThePoolGrowTest extends PoolFixture {

  /** libvirt's pool stops growing here, below its maximum (semantics section 26, row 2). */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 7, 12, 20})
  void everyJobOfABurstRunsAtTheSameTime(int burst) {
    WorkerPool pool = pool(5, 20, 5);
    occupy(pool, burst);
    assertThat(pool.running()).hasSize(burst);
    assertThat(pool.stats().workers()).isEqualTo(Math.max(5, burst));
  }

  @Test
  void everyJobOfABatchRunsAtTheSameTime() {
    WorkerPool pool = pool(2, 10, 0);
    List<BlockingJob> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      BlockingJob job = blocking();
      jobs.add(job);
      pool.enqueue(job);
    }
    pool.flush();
    jobs.forEach(BlockingJob::awaitStarted);
    assertThat(pool.running()).hasSize(10);
  }

  @Test
  void burstsThatComeOneAfterTheOtherAddOnlyWhatIsMissing() {
    WorkerPool pool = pool(1, 20, 0);
    occupy(pool, 3);
    occupy(pool, 4);
    assertThat(pool.stats().workers()).isEqualTo(7);
  }

  @Test
  void thePoolStopsAtItsMaximum() {
    WorkerPool pool = pool(1, 3, 0);
    occupy(pool, 3);
    BlockingJob fourth = blocking();
    pool.submit(fourth);
    assertThat(pool.stats().workers()).isEqualTo(3);
    assertThat(pool.stats().queued()).isEqualTo(1);
    assertThat(fourth.hasStarted()).isFalse();
  }

  @Test
  void aJobThatTheIdleWorkersCoverAddsNone() {
    WorkerPool pool = pool(3, 20, 0);
    occupy(pool, 3);
    assertThat(pool.stats().workers()).isEqualTo(3);
  }

  @Test
  void aPoolWithoutAMinimumGrowsFromNothing() {
    WorkerPool pool = pool(0, 2, 0);
    assertThat(pool.stats().workers()).isZero();
    occupy(pool, 1);
    assertThat(pool.stats().workers()).isEqualTo(1);
  }

  @Test
  void idlePriorityWorkersDoNotKeepItFromGrowing() {
    WorkerPool pool = pool(1, 2, 5);
    occupy(pool, 2);
    assertThat(pool.stats().workers()).isEqualTo(2);
  }

  @Test
  void thePoolDoesNotShrinkByItself() {
    WorkerPool pool = pool(1, 6, 0);
    occupy(pool, 6).forEach(BlockingJob::release);
    settle(pool, stats -> stats.idle() == 6);
    awaitParked(pool);
    occupy(pool, 1).forEach(BlockingJob::release);
    settle(pool, stats -> stats.done() == 7);
    assertThat(pool.stats().workers()).isEqualTo(6);
  }
}
