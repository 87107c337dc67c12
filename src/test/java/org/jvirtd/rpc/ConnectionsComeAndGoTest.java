package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.jvirtd.worker.WorkerLimits;

/** Accepting, limits, ends of connections, and what is left after them. */
class ConnectionsComeAndGoTest {
  private static final int SLOW = 3;

  @Test
  void aClientThatVanishesInMidCallLeavesNothingBehind() throws Exception {
    try (RpcFixture fixture = new RpcFixture()) {
      try (WireClient client = fixture.connect()) {
        client.send(SLOW, 1, WireClient.ints(1));
        fixture.sample.awaitStarted(1);
      }
      await().until(() -> onlyConnection(fixture).state().equals("DRAINING"));
      fixture.sample.gate.release();
      await().until(() -> fixture.closedSessions.get() == 1);
      await().until(() -> fixture.workers.stats().busy() == 0);
      assertThat(fixture.server.connectionCount()).isZero();
      assertThat(fixture.server.counters().closed(CloseReason.CLIENT_GONE)).isEqualTo(1);
      try (WireClient next = fixture.connect()) {
        assertThat(next.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
      }
    }
  }

  @Test
  void aClientThatHasSentItsLastCallAndListensStillGetsTheReplies() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      client.send(1, 2, WireClient.text("last"));
      client.sendNoMore();
      assertThat(client.receive().header().serial()).isEqualTo(2);
      await().until(() -> onlyConnection(fixture).state().equals("DRAINING"));
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  private static ConnectionInfo onlyConnection(RpcFixture fixture) {
    return fixture.server.connections().iterator().next().info();
  }

  @Test
  void atTheLimitNewcomersWaitAndAreServedWhenSomebodyGoes() throws Exception {
    ClientLimits limits = new ClientLimits(2, 0, 10, 5, 1, 2, 1 << 20, 1 << 20);
    try (RpcFixture fixture =
        new RpcFixture(limits, WorkerLimits.DEFAULT, KeepaliveSettings.DEFAULTS)) {
      WireClient first = fixture.connect();
      try (WireClient second = fixture.connect();
          WireClient third = fixture.connect()) {
        second.call(2, new byte[0]);
        await().until(() -> fixture.server.acceptState() == AcceptState.AT_LIMIT);
        third.send(2, 1, new byte[0]);
        assertThat(fixture.server.connectionCount()).isEqualTo(2);
        first.close();
        assertThat(third.receive().reader().readInt()).isEqualTo(42);
      }
      assertThat(fixture.server.counters().acceptPauses()).isPositive();
    }
  }

  @Test
  void aClientThatDoesNotReadItsEventsLosesItsConnection() throws Exception {
    ClientLimits limits = new ClientLimits(10, 0, 10, 5, 1, 2, 1 << 20, 100_000);
    try (RpcFixture fixture =
            new RpcFixture(limits, WorkerLimits.DEFAULT, KeepaliveSettings.DEFAULTS);
        WireClient client = WireClient.connect(fixture.port, 4096);
        WireClient other = fixture.connect()) {
      client.call(2, new byte[0]);
      Connection lazy = fixture.sample.connections.element();
      byte[] event =
          WireClient.frame(
              new Header(WireClient.PROGRAM, 1, 9, MessageType.MESSAGE, 1, Status.OK),
              new byte[8000]);
      await()
          .until(() -> {
            for (int i = 0; i < 100; i++) {
              lazy.send(event);
            }
            return fixture.server.counters().closed(CloseReason.OUTBOUND_FULL) == 1;
          });
      assertThat(other.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void aClientThatReadsLateStillGetsEverythingInOrder() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = WireClient.connect(fixture.port, 4096)) {
      for (int i = 0; i < 5; i++) {
        client.send(7, i, WireClient.ints(1_000_000));
      }
      await().until(() -> fixture.workers.stats().done() >= 5);
      List<Integer> serials = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        WireClient.Message reply = client.receive();
        assertThat(reply.body()).hasSize(1_000_004);
        serials.add(reply.header().serial());
      }
      assertThat(serials).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      assertThat(client.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void severalThatDoNotReadHaveALimitTogether() throws Exception {
    int total = 1_000_000;
    ClientLimits limits = new ClientLimits(10, 0, 10, 5, 1, 2, 1 << 20, total, 0, total);
    try (RpcFixture fixture =
            new RpcFixture(limits, WorkerLimits.DEFAULT, KeepaliveSettings.DEFAULTS);
        WireClient first = WireClient.connect(fixture.port, 4096);
        WireClient second = WireClient.connect(fixture.port, 4096);
        WireClient third = WireClient.connect(fixture.port, 4096);
        WireClient reading = fixture.connect()) {
      for (WireClient client : List.of(first, second, third)) {
        client.call(2, new byte[0]);
      }
      List<Connection> lazy = List.copyOf(fixture.sample.connections);
      byte[] event =
          WireClient.frame(
              new Header(WireClient.PROGRAM, 1, 9, MessageType.MESSAGE, 1, Status.OK),
              new byte[8000]);
      List<Long> unsent = new ArrayList<>();
      await()
          .until(() -> {
            for (int i = 0; i < 10; i++) {
              lazy.forEach(connection -> connection.send(event));
            }
            fixture.onLoop(() -> {});
            unsent.add(fixture.server.unsentBytes());
            return fixture.server.counters().closed(CloseReason.OUTBOUND_FULL) > 0;
          });
      // Each alone might have brought it to that.
      assertThat(unsent).allSatisfy(bytes -> assertThat(bytes).isLessThan(total + 500_000L));
      assertThat(reading.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
      for (WireClient client : List.of(first, second, third)) {
        client.hangUp();
      }
      await().until(() -> fixture.server.unsentBytes() == 0);
    }
  }

  @Test
  void repliesThatAreNotReadKeepTheClientsNextCallsFromBeginning() {
    ClientLimits limits = new ClientLimits(10, 0, 10, 60, 1, 100, 1 << 20, 1_000_000);
    try (RpcFixture fixture =
            new RpcFixture(limits, WorkerLimits.DEFAULT, KeepaliveSettings.DEFAULTS);
        WireClient client = WireClient.connect(fixture.port, 4096)) {
      for (int i = 0; i < 12; i++) {
        client.send(7, i, WireClient.ints(1_000_000));
      }
      await()
          .until(() ->
              fixture.workers.stats().done() >= 12
                  && onlyConnection(fixture).bytesWaiting() > 1_000_000);
      // There is room in the window, but not for more that waits.
      client.send(7, 12, WireClient.ints(1_000_000));
      await().until(() -> onlyConnection(fixture).parked() == 1);
      assertThat(fixture.workers.stats().done()).isEqualTo(12);
      for (int i = 0; i < 13; i++) {
        assertThat(client.receive().body()).hasSize(1_000_004);
      }
      assertThat(client.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void aClientThatIsNotReadIsNotBlamedForItsSilence() throws Exception {
    KeepaliveSettings quick = new KeepaliveSettings(Duration.ofMillis(20), 2);
    ClientLimits limits = new ClientLimits(10, 0, 10, 1, 1, 1, 1 << 20, 1 << 20);
    try (RpcFixture fixture = new RpcFixture(limits, WorkerLimits.DEFAULT, quick);
        WireClient client = fixture.connect()) {
      client.call(8, new byte[0]);
      for (int i = 0; i < 3; i++) {
        client.send(SLOW, i, WireClient.ints(i));
      }
      await().until(() -> onlyConnection(fixture).unread() == 1);
      // Far longer than it would take to be disconnected.
      await().pollDelay(Duration.ofMillis(300)).until(() -> fixture.server.connectionCount() == 1);
      fixture.sample.gate.release(3);
      int answered = 0;
      while (answered < 3) {
        answered += Keepalive.isKeepalive(client.receive().header()) ? 0 : 1;
      }
    }
  }

  @Test
  void aSilentClientIsPingedAndThenDisconnectedButOnlyIfItKnowsPings() throws Exception {
    KeepaliveSettings quick = new KeepaliveSettings(Duration.ofMillis(50), 2);
    try (RpcFixture fixture = new RpcFixture(ClientLimits.DEFAULTS, WorkerLimits.DEFAULT, quick);
        WireClient silent = fixture.connect();
        WireClient unaware = fixture.connect()) {
      assertThat(silent.call(8, new byte[0]).header().status()).isEqualTo(Status.OK);
      for (int i = 0; i < 2; i++) {
        Header ping = silent.receive().header();
        assertThat(ping.program()).isEqualTo(Keepalive.PROGRAM);
        assertThat(ping.procedure()).isEqualTo(Keepalive.PING);
      }
      assertThat(silent.isClosedByServer()).isTrue();
      await().until(() -> fixture.server.counters().closed(CloseReason.KEEPALIVE_TIMEOUT) == 1);
      // Not the other client, who was never asked.
      assertThat(fixture.server.counters().keepalivePings()).isEqualTo(2);
      assertThat(fixture.server.counters().keepaliveMisses()).isEqualTo(2);
      assertThat(unaware.call(2, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  @Test
  void drainingFinishesWhatWasReadAndClosesThen() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient busy = fixture.connect();
        WireClient idle = fixture.connect()) {
      idle.call(2, new byte[0]);
      for (int i = 0; i < 7; i++) {
        busy.send(SLOW, i, WireClient.ints(i));
      }
      fixture.sample.awaitStarted(4);
      await()
          .until(() ->
              fixture.server.connections().stream()
                  .anyMatch(connection -> connection.info().parked() == 2));
      fixture.onLoop(fixture.server::stopServing);
      assertThat(idle.isClosedByServer()).isTrue();
      CompletableFuture<Integer> left =
          CompletableFuture.supplyAsync(() -> {
            try {
              return fixture.server.awaitNoConnections(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      fixture.sample.gate.release(7);
      List<Integer> answered = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        answered.add(busy.receive().reader().readInt());
      }
      assertThat(answered).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
      assertThat(busy.isClosedByServer()).isTrue();
      assertThat(left.join()).isZero();
    }
  }
}
