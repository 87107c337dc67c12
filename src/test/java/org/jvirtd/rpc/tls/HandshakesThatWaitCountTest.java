package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.jvirtd.event.NioEventLoop;

/** No more steps of handshakes wait for threads than there may be handshakes. */
class HandshakesThatWaitCountTest {

  @Test
  void oneThatIsOverKeepsItsPlaceUntilItsStepWasTaken() throws Exception {
    TlsMaterial material = new TestAuthority("tests").server("server").material();
    TlsOptions options =
        new TlsOptions(ClientCertificates.REQUIRED, List.of(), Duration.ofMillis(1), 1);
    TlsCredentials credentials = new TlsCredentials(options, () -> material);
    Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    AtomicInteger rooms = new AtomicInteger();
    try (NioEventLoop loop = new NioEventLoop();
        ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      TlsHandshakes handshakes =
          new TlsHandshakes(loop, steps::add, credentials, rooms::incrementAndGet);
      try (SocketChannel client = SocketChannel.open(door.getLocalAddress())) {
        client.write(ByteBuffer.wrap(new byte[] {22}));
        SocketChannel accepted = accept(door);
        handshakes.begin(accepted, "a client", (socket, wire) -> {});
        runUntil(loop, () -> !steps.isEmpty());
        runUntil(loop, () -> credentials.counters().refused(TlsRefusal.TIMEOUT) == 1);
        runUntil(loop, () -> !accepted.isOpen());
        assertThat(handshakes.isFull()).isTrue();
        assertThat(rooms).hasValue(0);

        steps.remove().run();
        runUntil(loop, () -> !handshakes.isFull());
        assertThat(rooms).hasValue(1);
      }
    }
  }

  private static SocketChannel accept(ServerSocketChannel door) throws IOException {
    SocketChannel accepted = door.accept();
    accepted.configureBlocking(false);
    return accepted;
  }

  private static void runUntil(NioEventLoop loop, java.util.function.BooleanSupplier done) {
    // A turn more than wanted does no harm, and this timeout keeps each one short.
    int tick = loop.addTimeout("tick", 1, timer -> {}, () -> {});
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread()
        .until(() -> {
          loop.runOnce();
          return done.getAsBoolean();
        });
    loop.removeTimeout(tick);
  }
}
