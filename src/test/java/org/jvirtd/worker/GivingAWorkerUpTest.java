package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers whose jobs nobody waits for, and jobs that are taken out of the queue. */
class GivingAWorkerUpTest extends PoolFixture {

  @Test
  void anotherWorkerTakesItsPlaceAndTheSurplusOneLeavesWhenItComesBack() {
    WorkerPool pool = pool(0, 2, 0);
    List<BlockingJob> hung = occupy(pool, 2);
    BlockingJob waiting = blocking();
    pool.submit(waiting);
    assertThat(waiting.hasStarted()).isFalse();

    assertThat(pool.abandon(hung.getFirst())).isTrue();
    waiting.awaitStarted();
    assertThat(pool.stats().workers()).isEqualTo(2);
    assertThat(pool.stats().busy()).isEqualTo(2);
    assertThat(pool.stats().abandoned()).isEqualTo(1);
    assertThat(pool.running()).filteredOn(RunningJob::abandoned).hasSize(1);
    // Again, nothing more happens.
    assertThat(pool.abandon(hung.getFirst())).isTrue();
    assertThat(pool.stats().everAbandoned()).isEqualTo(1);

    hung.getFirst().release();
    settle(pool, stats -> stats.abandoned() == 0 && stats.done() == 1);
    settle(pool, stats -> stats.workers() == 2);
    hung.getLast().release();
    waiting.release();
    settle(pool, stats -> stats.done() == 3);
    assertThat(occupy(pool, 2)).hasSize(2);
    assertThat(pool.submit(blocking())).isTrue();
    assertThat(pool.stats().queued()).isEqualTo(1);
  }

  @Test
  void theMinimumAndThePriorityWorkersAreMadeUpForAtOnce() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob ordinary = occupy(pool, 1).getFirst();
    BlockingJob high = blocking(true);
    pool.submit(high);
    high.awaitStarted();
    assertThat(pool.abandon(ordinary)).isTrue();
    assertThat(pool.abandon(high)).isTrue();
    settle(pool, stats -> stats.idle() == 1 && stats.priorityIdle() == 1);
    ordinary.release();
    high.release();
    settle(
        pool,
        stats -> stats.abandoned() == 0 && stats.workers() == 1 && stats.priorityWorkers() == 1);
  }

  @Test
  void atTheLimitTheWorkerGoesOnCountingUntilThereIsRoom() {
    WorkerPool pool = pool(0, 2, 0);
    pool.allowAbandoned(1);
    List<BlockingJob> hung = occupy(pool, 2);
    assertThat(pool.abandon(hung.getFirst())).isTrue();
    assertThat(pool.abandon(hung.getLast())).isFalse();
    assertThat(pool.stats().workers()).isEqualTo(1);
    hung.getFirst().release();
    settle(pool, stats -> stats.abandoned() == 0);
    assertThat(pool.abandon(hung.getLast())).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> pool.allowAbandoned(-1));
  }

  /** With fewer workers that count there are more to spare, and nothing else may ever happen. */
  @Test
  void aJobThatWasHeldBackBeginsWhenTheShareOfItsOwnerGrowsByThat() {
    WorkerPool pool = pool(0, 4, 0);
    List<BlockingJob> before = occupy(pool, 3);
    before.forEach(BlockingJob::release);
    settle(pool, stats -> stats.done() == 3);
    awaitParked(pool);
    JobOwner owner = new JobOwner() {};
    List<BlockingJob> jobs =
        List.of(blocking(false, owner), blocking(false, owner), blocking(false, owner));
    jobs.forEach(pool::submit);
    settle(pool, stats -> stats.heldBack() == 1 && pool.isQuiet());
    pool.running().forEach(running -> assertThat(pool.abandon(running.job())).isTrue());
    jobs.getLast().awaitStarted();
  }

  @Test
  void aJobThatIsOnNoWorkerIsNothingToGiveUp() {
    WorkerPool pool = pool(1, 1, 0);
    assertThat(pool.abandon(blocking())).isTrue();
    assertThat(pool.stats().abandoned()).isZero();
  }

  @Test
  void anAbandonedWorkerIsWaitedForAtTheEnd() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob hung = occupy(pool, 1).getFirst();
    pool.abandon(hung);
    Leftovers left = pool.shutdown(Duration.ofMillis(1));
    assertThat(left.stillRunning()).extracting(RunningJob::job).containsExactly(hung);
    hung.release();
    assertThat(pool.shutdown(Duration.ofSeconds(10)).isEmpty()).isTrue();
  }

  @Test
  void whatIsWithdrawnIsGoneFromBothLinesAndTheRestKeepsItsOrder() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob running = occupy(pool, 1).getFirst();
    BlockingJob onReserve = blocking(true);
    pool.submit(onReserve);
    onReserve.awaitStarted();
    List<BlockingJob> queued =
        List.of(blocking(true), blocking(), blocking(true), blocking(), blocking(true), blocking());
    queued.forEach(pool::submit);
    assertThat(pool.waiting(10)).isEqualTo(queued);
    assertThat(pool.waiting(2)).isEqualTo(queued.subList(0, 2));

    List<Job> unwanted = List.of(queued.get(0), queued.get(3), queued.get(4), queued.get(5));
    assertThat(pool.withdraw(unwanted::contains, 5)).isEqualTo(unwanted.subList(0, 3));
    assertThat(pool.waiting(10)).containsExactly(queued.get(1), queued.get(2), queued.get(5));
    assertThat(pool.stats().queued()).isEqualTo(3);
    assertThat(pool.stats().queuedHigh()).isEqualTo(1);
    assertThat(pool.withdraw(unwanted::contains, 5)).containsExactly(queued.get(5));

    // Both lines go on: one more of each class, after the ends have been taken away.
    BlockingJob lastHigh = blocking(true);
    pool.submit(lastHigh);
    onReserve.release();
    queued.get(2).awaitStarted();
    queued.get(2).release();
    lastHigh.awaitStarted();
    assertThat(queued.get(1).hasStarted()).isFalse();
    running.release();
    queued.get(1).awaitStarted();
    assertThat(pool.stats().queued()).isZero();
  }
}
