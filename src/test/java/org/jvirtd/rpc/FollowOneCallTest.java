package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvirtd.worker.WorkerLimits;

/**
 * One call on its way: encoded by a client, it wakes the loop in its selector, is read and cut from
 * the stream on the loop thread, handed to a worker, decoded and executed there, and answered.
 */
class FollowOneCallTest {
  private static final int SLOW = 3;

  @Test
  void theLoopReadsTheCallAndAWorkerDoesTheRest() throws Exception {
    Map<String, Thread> seen = new ConcurrentHashMap<>();
    RpcObserver observer =
        new RpcObserver() {
          @Override
          public void callRead(Connection connection, @Nullable BoundProcedure procedure) {
            seen.put("read", Thread.currentThread());
          }

          @Override
          public void callStarted(Connection connection, @Nullable BoundProcedure procedure) {
            seen.put("started", Thread.currentThread());
          }

          @Override
          public void callEnded(
              @Nullable ProcedureTable program,
              @Nullable BoundProcedure procedure,
              Outcome outcome,
              long waitedNanos,
              long ranNanos) {
            seen.put("ended", Thread.currentThread());
          }
        };
    try (RpcFixture fixture =
            new RpcFixture(
                ClientLimits.DEFAULTS,
                new WorkerLimits(1, 1, 0),
                KeepaliveSettings.DEFAULTS,
                observer);
        WireClient client = fixture.connect()) {
      await().until(() -> fixture.server.connectionCount() == 1);
      await().until(() -> fixture.loop.stats().waiting());
      final long iterations = fixture.loop.stats().iterations();

      byte[] encoded = WireClient.call(1, 77, WireClient.text("through the house"));
      client.send(encoded);
      WireClient.Message reply = client.receive();

      assertThat(reply.header().serial()).isEqualTo(77);
      assertThat(reply.reader().readString(100)).isEqualTo("through the house");
      await().until(() -> seen.containsKey("ended"));
      assertThat(name(seen.get("read"))).isEqualTo("event-loop");
      assertThat(name(seen.get("started"))).startsWith("rpc-test");
      assertThat(seen.get("ended")).isSameAs(seen.get("started"));
      await().until(() -> fixture.loop.stats().iterations() > iterations);
    }
  }

  @Test
  void withAllWorkersBusyTheNextCallWaitsAtTheEndOfTheQueueUntilOneIsFree() throws Exception {
    try (RpcFixture fixture =
            new RpcFixture(
                ClientLimits.DEFAULTS, new WorkerLimits(1, 2, 0), KeepaliveSettings.DEFAULTS);
        WireClient first = fixture.connect();
        WireClient second = fixture.connect();
        WireClient third = fixture.connect();
        WireClient fourth = fixture.connect()) {
      // Each from a client of its own, so that no client's share is what makes it wait.
      first.send(SLOW, 1, WireClient.ints(1));
      second.send(SLOW, 2, WireClient.ints(2));
      fixture.sample.awaitStarted(1);
      fixture.sample.awaitStarted(2);
      third.send(SLOW, 3, WireClient.ints(3));
      await().until(() -> fixture.workers.stats().queued() == 1);
      fourth.send(SLOW, 4, WireClient.ints(4));
      await().until(() -> fixture.workers.stats().queued() == 2);
      assertThat(fixture.workers.stats().idle()).isZero();
      assertThat(fixture.sample.order).containsExactlyInAnyOrder(1, 2);
      fixture.sample.gate.release();
      fixture.sample.awaitStarted(3);
      assertThat(fixture.sample.order).doesNotContain(4);
      fixture.sample.gate.release();
      fixture.sample.awaitStarted(4);
      assertThat(fixture.workers.stats().queued()).isZero();
    }
  }

  private static String name(@Nullable Thread thread) {
    return thread == null ? "" : thread.getName();
  }
}
