package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.worker.Job;
import org.jvirtd.worker.WorkerLimits;

/** Who follows each call, what a thread knows of the call that it is on, and what both cost. */
class FollowingEachCallTest {
  private static final int URGENT = 2;
  private static final int SLOW = 3;
  private static final int FAIL = 5;
  private static final int CALLS = 20_000;

  /**
   * What a call of this kind may allocate on its worker, by the compiler that leaves nothing out:
   * it is 183 bytes, as it was before there were tracers. A {@link CallInfo} would be 72 more.
   */
  private static final double MOST_BYTES = 230;

  private final RpcFixture fixture =
      new RpcFixture(ClientLimits.DEFAULTS, new WorkerLimits(1, 1, 0), KeepaliveSettings.DEFAULTS);
  private final Followed followed = new Followed();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What a tracer was told of one call. */
  private record Told(
      CallInfo call, Thread began, Thread ended, @Nullable RpcError error, @Nullable CallId seen) {}

  private static final class Followed implements CallTracer {
    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    @Override
    public Trace begin(CallInfo call) {
      Thread began = Thread.currentThread();
      return new Trace() {
        @Override
        public Map<String, String> logFields() {
          return Map.of("trace", "7");
        }

        @Override
        public void end(@Nullable RpcError error) {
          told.add(new Told(call, began, Thread.currentThread(), error, CallId.current()));
        }
      };
    }

    Told take() throws InterruptedException {
      Told next = told.poll(10, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }
  }

  @Test
  void itsTracerIsToldOfItsBeginAndItsEndOnTheSameWorker() throws Exception {
    fixture.server.trace(followed);
    try (WireClient client = fixture.connect()) {
      client.send(URGENT, 3, new byte[0]);
      client.receive();
      Told well = followed.take();
      assertThat(well.call.procedure()).isEqualTo("urgent");
      assertThat(well.call.program()).isEqualTo("SampleProgram");
      assertThat(well.call.serial()).isEqualTo(3);
      assertThat(well.call.client()).isEqualTo(1);
      assertThat(well.call.priority()).isTrue();
      assertThat(well.error).isNull();
      assertThat(well.began).isSameAs(well.ended);
      assertThat(well.began.getName()).startsWith("rpc-test");

      client.send(FAIL, 4, WireClient.ints(0));
      client.receive();
      assertThat(followed.take().error).isNotNull().extracting(RpcError::code).isEqualTo(42);

      client.send(999, 5, new byte[0]);
      client.receive();
      Told unknown = followed.take();
      assertThat(unknown.call.procedure()).isEqualTo("999");
      assertThat(unknown.error).isNotNull().extracting(RpcError::code).isEqualTo(39);
    }
  }

  @Test
  void itIsToldHowLongACallHasWaited() throws Exception {
    fixture.server.trace(followed);
    try (WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      fixture.sample.awaitStarted(1);
      client.send(URGENT, 2, new byte[0]);
      await().until(() -> fixture.workers.stats().queued() == 1);
      fixture.skew.addAndGet(Duration.ofHours(1).toNanos());
      fixture.sample.gate.release();
      client.receive();
      client.receive();
      assertThat(followed.take().call.ageNanos()).isLessThan(Duration.ofMinutes(30).toNanos());
      assertThat(followed.take().call.ageNanos())
          .isBetween(Duration.ofHours(1).toNanos(), Duration.ofHours(2).toNanos());
    }
  }

  @Test
  void aThreadKnowsItsCallWhileItIsOnItAndNotLonger() throws Exception {
    fixture.server.trace(followed);
    CompletableFuture<@Nullable CallId> inside = new CompletableFuture<>();
    fixture.sample.onStream =
        stream -> {
          inside.complete(CallId.current());
          throw new RpcException(RpcError.internal("seen enough"));
        };
    try (WireClient client = fixture.connect()) {
      client.send(20, 6, WireClient.ints(0));
      client.receive();
      assertThat(inside.get(10, TimeUnit.SECONDS))
          .isEqualTo(new CallId("test", 1, 6, "SampleProgram", "download", Map.of("trace", "7")))
          .extracting(id -> id == null ? "" : id.text())
          .isEqualTo("test/1/6");
      CompletableFuture<Boolean> free = new CompletableFuture<>();
      fixture.workers.submit(
          new Job(false) {
            @Override
            protected void run() {
              free.complete(CallId.current() == null);
            }
          });
      assertThat(free.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(CallId.current()).isNull();
  }

  @Test
  void withoutATracerACallAllocatesNoMoreThanItEverDid() {
    try (WireClient client = fixture.connect()) {
      allocatedByWorkers(client);
      double without = allocatedByWorkers(client);
      fixture.server.trace(followed);
      allocatedByWorkers(client);
      followed.told.clear();
      double with = allocatedByWorkers(client);

      assertThat(without).isLessThan(MOST_BYTES);
      // So it is measured at all.
      assertThat(with).isGreaterThan(without + 50);
    }
  }

  /** Bytes for a call. */
  private static double allocatedByWorkers(WireClient client) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] workers =
        Arrays.stream(threads.dumpAllThreads(false, false))
            .filter(thread -> thread.getThreadName().startsWith("rpc-test"))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    long before = Arrays.stream(threads.getThreadAllocatedBytes(workers)).sum();
    for (int i = 0; i < CALLS; i++) {
      client.send(URGENT, i, new byte[0]);
      client.receive();
    }
    long after = Arrays.stream(threads.getThreadAllocatedBytes(workers)).sum();
    return (double) (after - before) / CALLS;
  }
}
