package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One owner's slow jobs do not hold every worker. */
class OwnersShareTheWorkersTest extends PoolFixture {

  private static final class Owner extends JobOwner {
    final AtomicInteger timesTold = new AtomicInteger();

    @Override
    protected void onHeldBack() {
      timesTold.incrementAndGet();
    }
  }

  private List<BlockingJob> submit(WorkerPool pool, JobOwner owner, int jobs) {
    List<BlockingJob> submitted = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      BlockingJob job = blocking(false, owner);
      assertThat(pool.submit(job)).isTrue();
      submitted.add(job);
    }
    return submitted;
  }

  private static long running(List<BlockingJob> jobs) {
    return jobs.stream().filter(BlockingJob::hasStarted).count();
  }

  /** One after the other, which is the worst order: the earlier ones have taken what they may. */
  @ParameterizedTest
  @CsvSource({"1, 8", "2, 12", "3, 14", "4, 15", "8, 19"})
  void greedyOwnersLeaveAWorkerForANewcomer(int owners, int held) {
    WorkerPool pool = pool(0, 20, 0);
    List<BlockingJob> hung = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      hung.addAll(submit(pool, new Owner(), 10));
      // All that runs has begun, and all that waits has been looked at.
      settle(pool, stats -> pool.isQuiet() && stats.queued() == stats.heldBack());
    }
    assertThat(pool.running()).hasSize(held);
    assertThat(pool.stats().queued()).isEqualTo(10 * owners - held);

    BlockingJob newcomer = blocking(false, new Owner());
    pool.submit(newcomer);
    newcomer.awaitStarted();
    hung.forEach(BlockingJob::release);
    hung.forEach(BlockingJob::awaitEnded);
  }

  @Test
  void whatIsHeldBackRunsInOrderAsItsOwnersWorkersComeBack() {
    WorkerPool pool = pool(0, 4, 0);
    List<BlockingJob> hung = submit(pool, new Owner(), 6);
    settle(pool, stats -> stats.heldBack() == 4);
    for (int i = 0; i < 6; i++) {
      hung.get(i).awaitStarted();
      hung.get(i).release();
      hung.get(i).awaitEnded();
    }
    settle(pool, stats -> stats.done() == 6 && stats.queued() == 0 && stats.heldBack() == 0);
  }

  @Test
  void ownersThatAreHeldBackTakeTurns() {
    JobQueue queue = new JobQueue(10);
    Owner a = new Owner();
    Owner b = new Owner();
    List<Job> hung = List.of(blocking(false, a), blocking(false, b));
    for (Job job : hung) {
      queue.offer(job);
      assertThat(queue.next(20)).isSameAs(job);
      queue.take(job, false);
    }
    List<Job> jobs = new ArrayList<>();
    for (Owner owner : List.of(a, a, a, b, b, b)) {
      jobs.add(new ShortJob(false, owner, () -> {}));
    }
    jobs.forEach(queue::offer);
    assertThat(queue.next(1)).isNull();

    hung.forEach(job -> queue.onEnded(job, false));

    List<Job> order = new ArrayList<>();
    for (Job job = queue.next(1); job != null; job = queue.next(1)) {
      queue.take(job, false);
      queue.onEnded(job, false);
      order.add(job);
    }
    assertThat(order).extracting(jobs::indexOf).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aWorkerThatTakesAnothersJobSendsForOneForItsFormerOwners() {
    WorkerPool pool = pool(8, 8, 0);
    Owner a = new Owner();
    Owner b = new Owner();
    List<BlockingJob> hungA = submit(pool, a, 2);
    List<BlockingJob> hungB = submit(pool, b, 2);
    hungA.forEach(BlockingJob::awaitStarted);
    hungB.forEach(BlockingJob::awaitStarted);
    BlockingJob nextB = submit(pool, b, 1).getFirst();
    settle(pool, stats -> stats.heldBack() == 1);
    BlockingJob nextA = submit(pool, a, 1).getFirst();
    settle(pool, stats -> stats.heldBack() == 2 && pool.isQuiet());

    hungA.getFirst().release();

    // It is b's turn on that worker; a holds one fewer, and four others are parked.
    nextB.awaitStarted();
    // Sooner than jobs that hang give up, which would be another reason to begin.
    await().atMost(Duration.ofSeconds(5)).until(nextA::hasStarted);
  }

  @Test
  void anOwnersJobsPassOneWhoseShareIsReached() {
    WorkerPool pool = pool(1, 2, 0);
    Owner greedy = new Owner();
    submit(pool, greedy, 1).getFirst().awaitStarted();
    List<BlockingJob> waiting = submit(pool, greedy, 5);
    ShortJob other = new ShortJob(false, new Owner(), () -> {});
    pool.submit(other);
    other.awaitEnded();
    assertThat(running(waiting)).isZero();
    assertThat(greedy.timesTold).hasValue(1);
  }

  @Test
  void aHighJobThatIsHeldBackFromOrdinaryWorkersIsAPriorityWorkers() {
    WorkerPool pool = pool(2, 2, 1);
    Owner greedy = new Owner();
    submit(pool, greedy, 1).getFirst().awaitStarted();
    List<BlockingJob> waiting = submit(pool, greedy, 1);
    settle(pool, stats -> stats.heldBack() == 1);
    BlockingJob high = blocking(true, greedy);
    pool.submit(high);
    high.awaitStarted();
    assertThat(high.threadName()).startsWith("prio-rpc-");
    assertThat(running(waiting)).isZero();
  }

  @Test
  void oneOwnersHungHighJobsLeaveAPriorityWorkerForAnothersDestroy() {
    WorkerPool pool = pool(1, 1, 5);
    occupy(pool, 1);
    Owner greedy = new Owner();
    List<BlockingJob> hung = IntStream.range(0, 9).mapToObj(i -> blocking(true, greedy)).toList();
    hung.forEach(pool::submit);
    settle(pool, stats -> pool.isQuiet() && stats.queued() == 7);
    assertThat(running(hung)).isEqualTo(2);
    ShortJob destroy = new ShortJob(true, new Owner(), () -> {});
    pool.submit(destroy);
    destroy.awaitEnded();
    hung.forEach(BlockingJob::release);
    hung.forEach(BlockingJob::awaitEnded);
  }

  @Test
  void aFixedBoundIsObeyedAndCanBeLifted() {
    WorkerPool pool = pool(0, 20, 0);
    pool.limitOwners(2);
    List<BlockingJob> hung = submit(pool, new Owner(), 6);
    settle(pool, stats -> stats.heldBack() == 4);
    assertThat(running(hung)).isEqualTo(2);
    pool.limitOwners(0);
    hung.forEach(BlockingJob::awaitStarted);
    assertThatThrownBy(() -> pool.limitOwners(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHigherMaximumGivesEveryOwnerMore() {
    WorkerPool pool = pool(0, 4, 0);
    List<BlockingJob> hung = submit(pool, new Owner(), 5);
    settle(pool, stats -> stats.heldBack() == 3);
    pool.resize(new WorkerLimits(0, 20, 0));
    hung.forEach(BlockingJob::awaitStarted);
  }

  @Test
  void jobsOfNobodyAreNotHeldBack() {
    WorkerPool pool = pool(0, 4, 0);
    occupy(pool, 4);
    assertThat(pool.stats().heldBack()).isZero();
  }

  @Test
  void whatIsHeldBackIsFinishedAtTheEndOrHandedBackInOrder() {
    WorkerPool pool = pool(0, 2, 0);
    List<BlockingJob> hung = submit(pool, new Owner(), 4);
    hung.getFirst().awaitStarted();
    settle(pool, stats -> stats.heldBack() == 3);
    Leftovers left = pool.shutdown(Duration.ofMillis(1));
    assertThat(left.notRun()).containsExactlyElementsOf(hung.subList(1, 4));
  }

  @Test
  void manyOwnersUnderLoadLoseNothing() throws Exception {
    WorkerPool pool = pool(2, 4, 2);
    int owners = 50;
    int each = 400;
    AtomicLongArray ran = new AtomicLongArray(owners);
    ConcurrentHashMap<Integer, Owner> all = new ConcurrentHashMap<>();
    List<Thread> submitters =
        IntStream.range(0, owners)
            .mapToObj(o ->
                Thread.ofPlatform()
                    .start(() -> {
                      Owner owner = all.computeIfAbsent(o, n -> new Owner());
                      for (int i = 0; i < each; i++) {
                        Job job = new ShortJob(i % 3 == 0, owner, () -> ran.incrementAndGet(o));
                        while (!pool.submit(job)) {
                          Thread.onSpinWait();
                        }
                      }
                    }))
            .toList();
    for (Thread submitter : submitters) {
      submitter.join();
    }
    settle(pool, stats -> stats.done() == (long) owners * each);
    assertThat(IntStream.range(0, owners).mapToLong(ran::get)).containsOnly((long) each);
    assertThat(all.values())
        .allSatisfy(owner -> {
          assertThat(owner.held).isZero();
          assertThat(owner.priorityHeld).isZero();
          assertThat(owner.heldBack.isEmpty()).isTrue();
        });
    assertThat(pool.stats().queued()).isZero();
    assertThat(pool.stats().heldBack()).isZero();
  }
}
