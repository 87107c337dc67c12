package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.jvirtd.worker.WorkerLimits;

/** Room that comes back for calls is used at once, by all that waits for it. */
class RoomIsUsedAtOnceTest {
  private static final int ECHO = 1;
  private static final int URGENT = 2;
  private static final int SLOW = 3;

  private static ConnectionInfo info(RpcFixture fixture, long id) {
    return fixture.server.connections().stream()
        .filter(connection -> connection.id() == id)
        .findFirst()
        .orElseThrow()
        .info();
  }

  /**
   * The reply that frees a slot lets a parked call begin; its place in turn is free for reading.
   */
  @Test
  void aClientIsReadAgainWhenAParkedCallHasBegunNotWhenThatOneIsAnswered() throws Exception {
    ClientLimits narrow = new ClientLimits(10, 5, 10, 1, 1, 1, 1 << 20, 1 << 20);
    try (RpcFixture fixture =
            new RpcFixture(narrow, new WorkerLimits(4, 4, 1), KeepaliveSettings.DEFAULTS);
        WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      client.send(SLOW, 2, WireClient.ints(2));
      client.send(URGENT, 3, new byte[0]);
      fixture.sample.awaitStarted(1);
      await().until(() -> info(fixture, 1).unread() == 1);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      assertThat(client.receive().header().serial()).isEqualTo(3);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(2);
    }
  }

  /** The same after a change of the limits, which lets more of them begin. */
  @Test
  void aWiderWindowIsRoomForReadingToo() throws Exception {
    ClientLimits narrow = new ClientLimits(10, 5, 10, 1, 1, 1, 1 << 20, 1 << 20);
    try (RpcFixture fixture =
            new RpcFixture(narrow, new WorkerLimits(4, 4, 1), KeepaliveSettings.DEFAULTS);
        WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      client.send(SLOW, 2, WireClient.ints(2));
      client.send(URGENT, 3, new byte[0]);
      fixture.sample.awaitStarted(1);
      await().until(() -> info(fixture, 1).unread() == 1);
      fixture.server.update(narrow.withMaxRequests(2));
      assertThat(client.receive().header().serial()).isEqualTo(3);
      fixture.sample.gate.release(2);
    }
  }

  /** One refusal gives back the slot with which the next one begins: a row, not a tower. */
  @Test
  void thousandsOfParkedCallsAreRefusedInARow() throws Exception {
    int many = 6_000;
    ClientLimits wide = new ClientLimits(10, 5, 10, 1, 1, many, 1 << 20, 8 << 20);
    try (RpcFixture fixture =
            new RpcFixture(wide, new WorkerLimits(1, 1, 0), KeepaliveSettings.DEFAULTS, 1);
        WireClient client = fixture.connect();
        WireClient other = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      fixture.sample.awaitStarted(1);
      for (int i = 0; i < many; i++) {
        client.send(ECHO, 100 + i, WireClient.text("x"));
      }
      await().until(() -> info(fixture, 1).parked() == many);
      other.send(SLOW, 2, WireClient.ints(2));
      await().until(() -> fixture.workers.stats().queued() == 1);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      for (int i = 0; i < many; i++) {
        WireClient.Message refusal = client.receive();
        assertThat(refusal.header().serial()).isEqualTo(100 + i);
        assertThat(refusal.error().message()).contains("the daemon's queue is full");
      }
      fixture.sample.gate.release();
      assertThat(other.receive().header().serial()).isEqualTo(2);
      assertThat(fixture.workers.stats().failed()).isZero();
    }
  }
}
