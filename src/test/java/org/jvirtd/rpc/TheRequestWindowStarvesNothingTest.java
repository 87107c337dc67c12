package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.jvirtd.worker.WorkerLimits;

/** The request window in its re-designed form (semantics section 6, last paragraph). */
class TheRequestWindowStarvesNothingTest {
  private static final int SLOW = 3;
  private static final int URGENT = 2;

  private static void fillWindow(RpcFixture fixture, WireClient client)
      throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      client.send(SLOW, i, WireClient.ints(i));
    }
    for (int i = 0; i < 5; i++) {
      fixture.sample.awaitStarted(i);
    }
  }

  @Test
  void keepaliveAndPriorityCallsPassAFullWindowAndOrdinaryCallsInFrontOfThem() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      fillWindow(fixture, client);
      client.send(SLOW, 5, WireClient.ints(5));
      client.ping();
      assertThat(client.receive().header().procedure()).isEqualTo(Keepalive.PONG);
      client.send(URGENT, 6, new byte[0]);
      assertThat(client.receive().header().serial()).isEqualTo(6);
      assertThat(fixture.sample.order).doesNotContain(5);
    }
  }

  @Test
  void whatHadToWaitRunsInItsOrderWhenSlotsAreFree() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      fillWindow(fixture, client);
      for (int i = 5; i < 8; i++) {
        client.send(SLOW, i, WireClient.ints(i));
      }
      await().until(() -> info(fixture).parked() == 3);
      for (int i = 5; i < 8; i++) {
        fixture.sample.gate.release();
        fixture.sample.awaitStarted(i);
      }
      fixture.sample.gate.release(5);
      assertThat(IntStream.range(0, 8).map(i -> client.receive().reader().readInt()))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(fixture.sample.order).endsWith(5, 6, 7);
      await().until(() -> info(fixture).windowUsed() == 0);
    }
  }

  @Test
  void aConnectionWhoseParkingIsFullIsNotReadUntilThereIsRoom() throws Exception {
    ClientLimits limits = new ClientLimits(100, 20, 100, 1, 1, 2, 1 << 20, 1 << 20);
    try (RpcFixture fixture =
            new RpcFixture(limits, WorkerLimits.DEFAULT, KeepaliveSettings.DEFAULTS);
        WireClient client = fixture.connect()) {
      for (int i = 0; i < 50; i++) {
        client.send(SLOW, i, WireClient.ints(i));
      }
      fixture.sample.awaitStarted(0);
      await().until(() -> info(fixture).parked() == 2);
      assertThat(info(fixture).calls()).isEqualTo(3);
      fixture.sample.gate.release(50);
      for (int i = 0; i < 50; i++) {
        assertThat(client.receive().reader().readInt()).isEqualTo(i);
      }
      assertThat(List.copyOf(fixture.sample.order)).hasSize(50).isSorted();
      assertThat(fixture.server.counters().windowFull()).isBetween(2L, 49L);
    }
  }

  @Test
  void repliesComeAsTheyAreReadyNotAsTheyWereAskedFor() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      fixture.sample.awaitStarted(1);
      client.send(URGENT, 2, new byte[0]);
      assertThat(client.receive().header().serial()).isEqualTo(2);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
    }
  }

  private static ConnectionInfo info(RpcFixture fixture) {
    return fixture.server.connections().iterator().next().info();
  }
}
