package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.event.NioEventLoop;

/**
 * A client whose handshake has failed may still be sending its part: its connection does not break
 * under it, so that it reads the alert.
 */
class RefusedClientsCanReadWhyTest {
  private static final byte[] NO_TLS = "no TLS at all".getBytes(StandardCharsets.US_ASCII);
  private static final int ALERT = 21;
  private static final int RECORD_HEADER = 5;

  private final NioEventLoop loop = new NioEventLoop();
  private ServerSocketChannel door;
  private TlsCredentials credentials;
  private TlsHandshakes handshakes;

  @BeforeEach
  void open() throws Exception {
    TlsMaterial material = new TestAuthority("tests").server("server").material();
    TlsOptions options =
        new TlsOptions(ClientCertificates.REQUIRED, List.of(), Duration.ofMinutes(1), 1);
    credentials = new TlsCredentials(options, () -> material);
    handshakes = new TlsHandshakes(loop, Runnable::run, credentials, () -> {});
    door =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    loop.close();
  }

  @Test
  void whatItSendsAfterItsRefusalDoesNotBreakItsConnection() throws Exception {
    try (Socket client = new Socket()) {
      SocketChannel accepted = refuse(client);

      client.getOutputStream().write(NO_TLS);
      client.getOutputStream().write(NO_TLS);

      byte[] header = client.getInputStream().readNBytes(RECORD_HEADER);
      assertThat(header[0]).isEqualTo((byte) ALERT);
      client.getInputStream().readNBytes(header[4]);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(accepted.isOpen()).isTrue();
    }
  }

  @Test
  void itsPlaceIsFreeWhenItHasGone() throws Exception {
    SocketChannel accepted;
    try (Socket client = new Socket()) {
      accepted = refuse(client);
      assertThat(handshakes.isFull()).isTrue();
    }
    Turns.until(loop, () -> !handshakes.isFull());
    assertThat(accepted.isOpen()).isFalse();
  }

  @Test
  void oneThatStaysIsClosedAfterAWhile() throws Exception {
    try (Socket client = new Socket()) {
      SocketChannel accepted = refuse(client);
      Turns.until(loop, () -> !accepted.isOpen());
      assertThat(credentials.counters().refused(TlsRefusal.TIMEOUT)).isZero();
    }
  }

  @Test
  void oneThatSendsOnAndOnIsClosed() throws Exception {
    try (Socket client = new Socket()) {
      SocketChannel accepted = refuse(client);
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    client.getOutputStream().write(new byte[64 * 1024]);
                  }
                } catch (java.io.IOException e) {
                  // That is the end which is wanted.
                }
              });
      Turns.until(loop, () -> !accepted.isOpen());
      sender.join();
    }
  }

  /** Has this client refused; its handshake takes the only place. */
  private SocketChannel refuse(Socket client) throws Exception {
    client.connect(door.getLocalAddress());
    client.getOutputStream().write(NO_TLS);
    SocketChannel accepted = door.accept();
    accepted.configureBlocking(false);
    handshakes.begin(accepted, "a client", (socket, wire) -> {});
    Turns.until(loop, () -> credentials.counters().refused(TlsRefusal.PROTOCOL) == 1);
    return accepted;
  }
}
