package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriorityWorkersAreAReserveTest extends PoolFixture {
  private final List<String> order = new CopyOnWriteArrayList<>();

  private ShortJob note(String name, boolean high) {
    return new ShortJob(high, () -> order.add(name));
  }

  @Test
  void ordinaryWorkersTakeTheHeadWhateverItsClass() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob first = occupy(pool, 1).getFirst();
    pool.submit(note("a", false));
    pool.submit(note("B", true));
    pool.submit(note("c", false));
    pool.submit(note("D", true));
    ShortJob last = note("e", false);
    pool.submit(last);
    first.release();
    last.awaitEnded();
    assertThat(order).containsExactly("a", "B", "c", "D", "e");
  }

  @Test
  void manyJobsKeepTheirOrder() {
    WorkerPool pool = pool(1, 1, 0);
    BlockingJob first = occupy(pool, 1).getFirst();
    List<String> names = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
    names.forEach(name -> pool.submit(note(name, name.endsWith("7"))));
    first.release();
    settle(pool, stats -> stats.done() == 501);
    assertThat(order).containsExactlyElementsOf(names);
  }

  @Test
  void aHighJobRunsWhenEveryOrdinaryWorkerHangs() {
    WorkerPool pool = pool(2, 2, 1);
    occupy(pool, 2);
    BlockingJob ordinary = blocking();
    pool.submit(ordinary);
    BlockingJob high = blocking(true);
    pool.submit(high);
    high.awaitStarted();
    assertThat(high.threadName()).startsWith("prio-rpc-test-");
    assertThat(ordinary.hasStarted()).isFalse();
  }

  @Test
  void priorityWorkersTakeTheOldestHighJobFirst() {
    WorkerPool pool = pool(1, 1, 1);
    occupy(pool, 1);
    BlockingJob holdsThePriorityWorker = blocking(true);
    pool.submit(holdsThePriorityWorker);
    holdsThePriorityWorker.awaitStarted();
    pool.submit(note("a", false));
    pool.submit(note("B", true));
    pool.submit(note("c", false));
    pool.submit(note("D", true));
    ShortJob last = note("E", true);
    pool.submit(last);
    holdsThePriorityWorker.release();
    last.awaitEnded();
    assertThat(order).containsExactly("B", "D", "E");
    assertThat(pool.stats().queued()).isEqualTo(2);
    assertThat(pool.stats().queuedHigh()).isZero();
  }

  @Test
  void priorityWorkersNeverTakeOrdinaryJobs() {
    WorkerPool pool = pool(1, 1, 2);
    BlockingJob first = occupy(pool, 1).getFirst();
    for (int i = 0; i < 50; i++) {
      pool.submit(new ShortJob(false, () -> order.add(Thread.currentThread().getName())));
      pool.submit(note("high", true));
    }
    // The priority workers have come, taken all that is theirs, and gone to rest again.
    settle(pool, stats -> stats.queuedHigh() == 0 && stats.priorityIdle() == 2);
    assertThat(pool.stats().queued()).isEqualTo(50);
    first.release();
    settle(pool, stats -> stats.done() == 101);
    assertThat(order).filteredOn(name -> !name.equals("high")).hasSize(50);
    assertThat(order).noneMatch(name -> name.startsWith("prio-rpc-"));
  }

  @Test
  void whatPriorityWorkersTookLeavesTheFifoInOrder() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob first = occupy(pool, 1).getFirst();
    pool.submit(note("a", false));
    pool.submit(new ShortJob(true, () -> {}));
    settle(pool, stats -> stats.queuedHigh() == 0 && stats.priorityIdle() == 1);
    pool.submit(note("c", false));
    ShortJob last = note("d", false);
    pool.submit(last);
    first.release();
    last.awaitEnded();
    assertThat(order).containsExactly("a", "c", "d");
  }

  @Test
  void severalHighJobsRunOnSeveralPriorityWorkersAtOnce() {
    WorkerPool pool = pool(1, 1, 3);
    occupy(pool, 1);
    List<BlockingJob> high = IntStream.range(0, 3).mapToObj(i -> blocking(true)).toList();
    high.forEach(pool::submit);
    high.forEach(BlockingJob::awaitStarted);
    assertThat(pool.stats().priorityIdle()).isZero();
  }

  @Test
  void anIdleOrdinaryWorkerTakesAHighJob() {
    WorkerPool pool = pool(1, 1, 1);
    BlockingJob high = blocking(true);
    pool.submit(high);
    high.awaitStarted();
    assertThat(high.threadName()).startsWith("rpc-test-");
  }
}
