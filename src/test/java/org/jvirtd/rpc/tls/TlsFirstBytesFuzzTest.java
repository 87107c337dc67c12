package org.jvirtd.rpc.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;

/** The first bytes of a TLS client, whatever they are, never make a handshake fail otherwise. */
class TlsFirstBytesFuzzTest {
  private static final int MOST_BYTES = 16_384;

  /** A handshake that reads what can be read at once ends in so many steps, or it never would. */
  private static final int MOST_STEPS = 1000;

  private static final TlsCredentials CREDENTIALS = credentials();

  private static TlsCredentials credentials() {
    try {
      TlsMaterial material = new TestAuthority("Fuzz CA").server("127.0.0.1").material();
      return new TlsCredentials(TlsOptions.DEFAULTS, () -> material);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void aStrangersFirstBytesAreRefused(byte[] data) throws IOException {
    try (var listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (var client = SocketChannel.open(listener.getLocalAddress());
          var socket = listener.accept()) {
        client.write(ByteBuffer.wrap(data, 0, Math.min(data.length, MOST_BYTES)));
        client.shutdownOutput();
        // Blocking, so that no step finds nothing: the end of what is sent is the end of it.
        assertThat(end(new TlsHandshake(socket, CREDENTIALS.newEngine())))
            .isInstanceOfAny(EOFException.class, SSLException.class);
      }
    }
  }

  private static IOException end(TlsHandshake handshake) {
    try {
      for (int i = 0; i < MOST_STEPS; i++) {
        if (handshake.step() == TlsHandshake.Progress.DONE) {
          throw new AssertionError("a stranger was let in");
        }
      }
      throw new AssertionError("no end of the handshake");
    } catch (IOException e) {
      return e;
    }
  }
}
