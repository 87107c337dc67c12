package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.StreamEnds.CountingSource;
import org.jvirtd.rpc.StreamEnds.KeepingSink;
import org.jvirtd.worker.WorkerLimits;

/** What begins while a server or a connection ends is ended too, in the same good order. */
class AnEndMeetsABeginningTest {
  private static final int ECHO = 1;
  private static final int SLOW = 3;

  private final RpcFixture fixture =
      new RpcFixture(ClientLimits.DEFAULTS, new WorkerLimits(1, 1, 0), KeepaliveSettings.DEFAULTS);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The connection has had no stream when the server's stop came by. */
  @Test
  void aConsoleThatIsOpenedByACallFromBeforeTheStopEndsWithTheServer() throws Exception {
    KeepingSink sink = new KeepingSink(100);
    fixture.sample.onStream =
        stream -> {
          stream.sendFrom(new CountingSource(1L << 40));
          stream.receiveInto(sink);
        };
    try (WireClient client = fixture.connect()) {
      client.send(SLOW, 1, WireClient.ints(1));
      client.send(StreamWire.DOWNLOAD, 2, WireClient.ints(0));
      fixture.sample.awaitStarted(1);
      fixture.onLoop(fixture.server::stopServing);
      fixture.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(1);
      WireClient.Message refusal = client.receive();
      assertThat(refusal.header().serial()).isEqualTo(2);
      assertThat(refusal.error().message()).contains("the daemon is stopping");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(sink.aborts).hasValue(1);
    }
  }

  /** A TLS handshake may end in the very turn of the loop in which the server stops. */
  @Test
  void aClientThatIsLetInAfterTheStopIsShownOut() throws IOException {
    try (ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Socket socket = new Socket();
      socket.connect(door.getLocalAddress());
      SocketChannel accepted = door.accept();
      accepted.configureBlocking(false);
      ListenerSettings open = ListenerSettings.open(Peer.Transport.TCP, false);
      Peer peer = Peer.of(accepted, Peer.Transport.TCP);
      fixture.onLoop(() -> {
        fixture.server.stopAccepting();
        fixture.server.stopServing();
        fixture.server.onAccepted(Accepted.plain(accepted, peer, open));
      });
      try (WireClient client = WireClient.over(socket)) {
        assertThat(client.isClosedByServer()).isTrue();
      }
      await().until(() -> fixture.server.connectionCount() == 0);
      assertThat(fixture.server.counters().closed(CloseReason.STOPPING)).isEqualTo(1);
    }
  }

  /** Whoever waits for the last connection goes on to shut the workers down. */
  @Test
  void aConnectionIsGoneOnlyWhenAWorkerHasBeenSentForToEndItsSessions() throws Exception {
    CountDownLatch workersGone = new CountDownLatch(1);
    try (WireClient client = fixture.connect()) {
      client.call(ECHO, WireClient.text("make a session"));
      fixture.server.onClientsChanged(() -> awaitQuietly(workersGone));
      fixture.server.disconnectAll(CloseReason.DISCONNECTED);
      assertThat(fixture.server.awaitNoConnections(Duration.ofSeconds(10))).isZero();
      assertThat(fixture.workers.shutdown(Duration.ofSeconds(10)).isEmpty()).isTrue();
      assertThat(fixture.closedSessions).hasValue(1);
    } finally {
      workersGone.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ended by the server's stop, with words that wait for a reply which will never come. */
  @Test
  void aStreamWhoseCallWasAnsweredWithATimeoutEndsEvenIfItWasEndedBefore() {
    try (WireClient client = fixture.connect()) {
      client.call(ECHO, WireClient.text("make a session"));
      Connection connection = fixture.sample.connections.element();
      Streams streams = connection.streams();
      Header call =
          new Header(WireClient.PROGRAM, 1, StreamWire.UPLOAD, MessageType.CALL, 9, Status.OK);
      ClientStream stream = streams.open(call, false);
      KeepingSink sink = new KeepingSink(100);
      stream.receiveInto(sink);
      streams.register(stream);
      stream.fail(RpcError.internal("the end"));
      streams.drop(call);
      await().until(streams::isEmpty);
      assertThat(sink.aborts).hasValue(1);
      assertThat(fixture.server.openStreamCount()).isZero();
    }
  }
}
