package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.jvirtd.worker.WorkerLimits;

/** Limits and keepalive are changed while clients are served. */
class LimitsChangeAtRunTimeTest {
  private static final int URGENT = 2;
  private static final int SLOW = 3;
  private static final int START_KEEPALIVE = 8;
  private static final KeepaliveSettings NEVER = new KeepaliveSettings(Duration.ZERO, 5);

  @Test
  void aHigherLimitOfClientsLetsTheNextOneInAndALowerOneDisconnectsNobody() {
    ClientLimits one = ClientLimits.DEFAULTS.withClients(1, 0);
    try (RpcFixture fixture = new RpcFixture(one, WorkerLimits.DEFAULT, NEVER);
        WireClient first = fixture.connect()) {
      first.call(URGENT, new byte[0]);
      try (WireClient second = fixture.connect()) {
        second.send(URGENT, 1, new byte[0]);
        await().until(() -> fixture.server.acceptState() == AcceptState.AT_LIMIT);
        fixture.server.update(one.withClients(2, 0));
        assertThat(second.receive().header().status()).isEqualTo(Status.OK);
        fixture.server.update(one.withClients(1, 0));
        assertThat(first.call(URGENT, new byte[0]).header().status()).isEqualTo(Status.OK);
        assertThat(second.call(URGENT, new byte[0]).header().status()).isEqualTo(Status.OK);
      }
      await().until(() -> fixture.server.connectionCount() == 1);
      assertThat(fixture.server.acceptState()).isEqualTo(AcceptState.AT_LIMIT);
    }
  }

  @Test
  void aWiderWindowTakesWhatWasParked() throws Exception {
    ClientLimits narrow = ClientLimits.DEFAULTS.withMaxRequests(1);
    try (RpcFixture fixture = new RpcFixture(narrow, WorkerLimits.DEFAULT, NEVER);
        WireClient client = fixture.connect()) {
      for (int i = 0; i < 3; i++) {
        client.send(SLOW, i, WireClient.ints(i));
      }
      await().until(() -> info(fixture).parked() == 2);
      fixture.server.update(narrow.withMaxRequests(3));
      for (int i = 0; i < 3; i++) {
        fixture.sample.awaitStarted(i);
      }
      assertThat(info(fixture).windowSize()).isEqualTo(3);
    }
  }

  @Test
  void keepaliveBeginsEndsAndChangesForClientsThatAreThere() {
    try (RpcFixture fixture = new RpcFixture(ClientLimits.DEFAULTS, WorkerLimits.DEFAULT, NEVER);
        WireClient client = fixture.connect()) {
      client.call(START_KEEPALIVE, new byte[0]);
      assertThat(info(fixture).keepalive()).isFalse();
      fixture.server.update(new KeepaliveSettings(Duration.ofMillis(50), 100));
      assertThat(client.receive().header().procedure()).isEqualTo(Keepalive.PING);
      fixture.server.update(NEVER);
      // By the loop's turn for the second call it has had the one for the change.
      client.callPastPings(URGENT, new byte[0]);
      client.callPastPings(URGENT, new byte[0]);
      assertThat(client.isSilentFor(Duration.ofMillis(300))).isTrue();
    }
  }

  @Test
  void aClientIsDisconnectedByItsNumber() {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.call(URGENT, new byte[0]);
      assertThat(fixture.server.disconnect(77)).isFalse();
      assertThat(fixture.server.disconnect(1)).isTrue();
      assertThat(client.isClosedByServer()).isTrue();
      await().until(() -> fixture.server.counters().closed(CloseReason.DISCONNECTED) == 1);
      assertThat(fixture.server.disconnect(1)).isFalse();
    }
  }

  @Test
  void moreUnauthenticatedClientsThanClientsMakeNoSense() {
    assertThatThrownBy(() -> ClientLimits.DEFAULTS.withClients(5, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("max-anonymous");
  }

  private static ConnectionInfo info(RpcFixture fixture) {
    return fixture.server.connections().iterator().next().info();
  }
}
