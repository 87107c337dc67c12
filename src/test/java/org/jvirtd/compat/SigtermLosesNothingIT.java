package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.jvirtd.observe.Actuator;

/**
 * The daemon as a process, and SIGTERM: the real one closes every client at once (semantics 20),
 * ours answers every call that it has accepted.
 */
class SigtermLosesNothingIT {
  private static final int CLIENTS = 64;
  private static final int DEPTH = 4;
  private static final int CALLS_BEFORE_THE_SIGNAL = 100;
  private static final Duration EXIT = Duration.ofSeconds(20);

  private static final String READINESS = "health/readiness";

  private static final int REGISTER_CLOSE_CALLBACK = 360;
  private static final int EVENT_CONNECTION_CLOSED = 362;

  /** The call with which {@link JvirtdProcess} finds that the daemon answers. */
  private static final int PROBES = 1;

  @Test
  void under64BusyClientsEveryAcceptedCallIsAnswered() throws Exception {
    try (var daemon = JvirtdProcess.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var warm = new CountDownLatch(CLIENTS);
      List<Future<Busy>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Callable<Busy> client = () -> callUntilTheEnd(daemon.tcpPort(), warm);
        clients.add(threads.submit(client));
      }
      warm.await();

      daemon.terminate();

      int replies = 0;
      for (Future<Busy> client : clients) {
        Busy busy = client.get();
        assertThat(busy.reset).as("a reset takes away replies").isFalse();
        replies += busy.replies;
      }
      assertThat(daemon.awaitExit(EXIT)).isZero();
      assertThat(daemon.output())
          .containsPattern("Drained in \\d+ ms: 64 clients.* 0 were cut off");
      assertThat(answeredByItsOwnCount(daemon)).isEqualTo(replies + PROBES);
    }
  }

  /** What a client has heard until the connection ended. */
  private record Busy(int replies, boolean reset) {}

  private static Busy callUntilTheEnd(int port, CountDownLatch warm) {
    try (var client = RawClient.opened(port)) {
      int replies = 2;
      for (int i = 0; i < DEPTH; i++) {
        client.send(RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, client.nextSerial()).bytes());
      }
      while (true) {
        switch (client.hear(EXIT)) {
          case RawClient.Frame frame -> {
            assertThat(frame.type()).isEqualTo(RawFrame.REPLY);
            replies++;
          }
          case RawClient.Closed closed -> {
            return new Busy(replies, closed.reset());
          }
          case RawClient.Heard other -> throw new AssertionError("heard " + other);
        }
        if (replies == CALLS_BEFORE_THE_SIGNAL) {
          warm.countDown();
        }
        client.send(RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, client.nextSerial()).bytes());
      }
    }
  }

  private static long answeredByItsOwnCount(JvirtdProcess daemon) {
    var said =
        Pattern.compile("(\\d+) calls were answered since the start").matcher(daemon.output());
    assertThat(said.find()).as(daemon.output()).isTrue();
    return Long.parseLong(said.group(1));
  }

  @Test
  void slowCallsAreFinishedWhileItIsNotReadyAndTakesNobodyIn() throws Exception {
    try (var daemon = JvirtdProcess.start();
        var slow = FullWindow.of(daemon, 3)) {
      RawClient client = slow.client();
      var actuator = new Actuator(daemon.httpPort());
      client.send(RawFrame.call(REGISTER_CLOSE_CALLBACK, 50).bytes());
      assertThat(client.hear(EXIT)).isInstanceOf(RawClient.Frame.class);
      assertThat(actuator.status(READINESS)).isEqualTo(200);
      assertThat(actuator.meter("jvirtd_drain_state{state=\"none\"}")).isEqualTo(1);

      daemon.terminate();

      await().until(() -> actuator.status(READINESS) == 503);
      await().until(() -> actuator.meter("jvirtd_drain_state{state=\"draining\"}") == 1);
      assertThat(actuator.meter("jvirtd_drain_calls")).isPositive();
      assertThat(actuator.meter("jvirtd_drain_duration_seconds")).isPositive();
      assertThat(actuator.meter("jvirtd_drain_limit_seconds")).isEqualTo(20);
      assertThatThrownBy(() -> RawClient.connect(daemon.tcpPort()))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ConnectException.class);
      client.send(RawFrame.ping());
      assertThat(client.hear(EXIT))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              pong -> assertThat(pong.program()).isEqualTo(RawFrame.KEEPALIVE));

      slow.release();
      assertThat(slow.unanswered()).isEmpty();
      assertThat(client.hear(EXIT))
          .isInstanceOfSatisfying(
              RawClient.Frame.class,
              last -> assertThat(last.procedure()).isEqualTo(EVENT_CONNECTION_CLOSED));
      assertThat(client.hear(EXIT)).isEqualTo(new RawClient.Closed(false));
      client.close();
      assertThat(daemon.awaitExit(EXIT)).isZero();
    }
  }

  @Test
  void aHungCallIsCutOffWhenTheTimeIsOverAndNamed() {
    try (var daemon = JvirtdProcess.start("spring.lifecycle.timeout-per-shutdown-phase=1s");
        var hung = FullWindow.of(daemon, 1)) {
      awaitRunning(hung);
      daemon.terminate();
      assertThat(daemon.awaitExit(EXIT)).isZero();
      assertThat(daemon.output())
          .contains("Cut off: domainRestore")
          .containsPattern("Drained in \\d+ ms: 2 clients, 1 calls were under way, 1 were cut off");
    }
  }

  @Test
  void aSecondSigtermEndsItAtOnce() {
    try (var daemon = JvirtdProcess.start();
        var hung = FullWindow.of(daemon, 1)) {
      awaitRunning(hung);
      daemon.terminate();
      await().until(() -> daemon.output().contains("a second one ends the daemon at once"));
      assertThat(daemon.isAlive()).isTrue();
      daemon.terminate();
      // Far below the 20 s that the hung call would be waited for.
      assertThat(daemon.awaitExit(Duration.ofSeconds(10))).isEqualTo(128 + 15);
    }
  }

  /** A call behind the slow one is answered, so that one has been read. */
  private static void awaitRunning(FullWindow hung) {
    hung.client().send(RawFrame.call(RawFrame.CONNECT_GET_LIB_VERSION, 7).bytes());
    assertThat(hung.client().hear(EXIT)).isInstanceOf(RawClient.Frame.class);
  }
}
