package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A server that stops in good order: what was begun is finished, and the client hears of it. */
class StoppingLosesNothingTest {
  private static final int ECHO = 1;
  private static final int SLOW = 3;

  private final byte[] lastWords =
      WireClient.frame(
          new Header(WireClient.PROGRAM, 1, 99, MessageType.MESSAGE, 1, Status.OK), new byte[0]);

  @Test
  void callsUnderWayAreFinishedLaterOnesRefusedAndPingsAnswered() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      fixture.sample.lastWords = lastWords;
      // Five in the window, two parked behind them.
      for (int i = 0; i < 7; i++) {
        client.send(SLOW, i, WireClient.ints(i));
      }
      fixture.sample.awaitStarted(4);
      await().until(() -> onlyConnection(fixture).parked() == 2);

      fixture.onLoop(fixture.server::stopServing);

      client.send(ECHO, 77, WireClient.text("too late"));
      WireClient.Message refusal = client.receive();
      assertThat(refusal.header().serial()).isEqualTo(77);
      assertThat(refusal.error().message()).contains("the daemon is stopping");
      client.ping();
      assertThat(client.receive().header().procedure()).isEqualTo(Keepalive.PONG);
      assertThat(onlyConnection(fixture).state()).isEqualTo("STOPPING");

      fixture.sample.gate.release(7);
      List<Integer> answered = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        answered.add(client.receive().reader().readInt());
      }
      assertThat(answered).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
      assertThat(client.receive().header().procedure()).isEqualTo(99);
      assertThat(client.isClosedByServer()).isTrue();
      client.hangUp();
      await().until(() -> fixture.server.connectionCount() == 0);
      assertThat(fixture.server.counters().answered()).isEqualTo(8);
      assertThat(fixture.server.counters().unanswered()).isZero();
    }
  }

  @Test
  void aClientThatGoesOnSendingIsNotResetBeforeItHasReadItsReplies() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      fixture.sample.awaitStarted(1);
      fixture.onLoop(fixture.server::stopServing);
      fixture.sample.gate.release();
      await().until(() -> onlyConnection(fixture).state().equals("LINGERING"));
      client.send(ECHO, 2, WireClient.text("nobody takes this"));
      await().until(() -> onlyConnection(fixture).bytesIn() > 60);
      // Neither was the reply thrown away by the kernel, nor the end of the stream.
      assertThat(client.receive().reader().readInt()).isEqualTo(1);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientThatNeverClosesIsClosedAfterAWhile() {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = fixture.connect()) {
      client.call(ECHO, WireClient.text("hello"));
      fixture.onLoop(fixture.server::stopServing);
      await().until(() -> fixture.server.connectionCount() == 0);
      assertThat(fixture.server.counters().closed(CloseReason.STOPPING)).isEqualTo(1);
    }
  }

  @Test
  void oneThatCallsAndDoesNotReadIsNotAnsweredWithoutEnd() throws Exception {
    try (RpcFixture fixture = new RpcFixture();
        WireClient client = WireClient.connect(fixture.port, 4096)) {
      client.send(SLOW, 1, WireClient.ints(1));
      fixture.sample.awaitStarted(1);
      fixture.onLoop(fixture.server::stopServing);
      byte[] call = WireClient.call(ECHO, 2, WireClient.text("x"));
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 2_000_000 && client.offer(call); i++) {
                  // Until the server takes no more, and this blocks.
                }
              });
      AtomicLong before = new AtomicLong();
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> {
            ConnectionInfo now = onlyConnection(fixture);
            return now.calls() == before.getAndSet(now.calls()) && now.bytesWaiting() > 0;
          });
      assertThat(onlyConnection(fixture).bytesWaiting()).isLessThan(1 << 20);
      client.hangUp();
      sender.join();
    }
  }

  private static ConnectionInfo onlyConnection(RpcFixture fixture) {
    return fixture.server.connections().iterator().next().info();
  }
}
