package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

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
        new TlsOptions(ClientCertificates.REQUIRED, List.of(), Duration.ofMillis(500), 1);
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
        Turns.until(loop, () -> !steps.isEmpty());
        Turns.until(loop, () -> credentials.counters().refused(TlsRefusal.TIMEOUT) == 1);
        Turns.until(loop, () -> !accepted.isOpen());
        assertThat(handshakes.isFull()).isTrue();
        assertThat(rooms).hasValue(0);

        steps.remove().run();
        Turns.until(loop, () -> !handshakes.isFull());
        assertThat(rooms).hasValue(1);
      }
    }
  }

  private static SocketChannel accept(ServerSocketChannel door) throws IOException {
    SocketChannel accepted = door.accept();
    accepted.configureBlocking(false);
    return accepted;
  }
}
