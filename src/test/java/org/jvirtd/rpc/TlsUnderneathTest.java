package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.rpc.tls.ClientCertificates;
import org.jvirtd.rpc.tls.TestAuthority;
import org.jvirtd.rpc.tls.TlsCredentials;
import org.jvirtd.rpc.tls.TlsMaterial;
import org.jvirtd.rpc.tls.TlsOptions;
import org.jvirtd.rpc.tls.TlsRefusal;
import org.jvirtd.worker.WorkerLimits;

/** Calls with TLS between the connection and its socket, against the JDK's own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsUnderneathTest {
  private static final int URGENT = 2;
  private static final int LARGE = 7;
  private static final int PATIENCE_MILLIS = 20_000;

  private final TestAuthority authority = new TestAuthority("tests");
  private final TestAuthority.Issued anna = authority.client("C=GB,CN=anna");
  private ExecutorService threads;
  private TlsCredentials credentials;
  private RpcFixture fixture;

  @BeforeAll
  void start() throws Exception {
    threads = Executors.newFixedThreadPool(2);
    credentials = credentials(Duration.ofSeconds(10), 8);
    fixture = fixture(credentials);
  }

  @AfterAll
  void stop() {
    fixture.close();
    threads.shutdownNow();
  }

  private TlsCredentials credentials(Duration timeout, int most) throws Exception {
    TlsMaterial material = authority.server("server").material();
    return new TlsCredentials(
        new TlsOptions(ClientCertificates.REQUIRED, List.of(), timeout, most), () -> material);
  }

  private RpcFixture fixture(TlsCredentials own) {
    return new RpcFixture(
        ClientLimits.DEFAULTS,
        WorkerLimits.DEFAULT,
        KeepaliveSettings.DEFAULTS,
        RpcObserver.NONE,
        ListenerSettings.secure(Authentication.NONE, new ListenerSettings.Tls(own, threads)));
  }

  /** A client that has done its handshake, and has read that it is let in. */
  private SSLSocket secured(Socket socket, String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TlsMaterial material = anna.material();
    context.init(
        material.keys().toArray(KeyManager[]::new),
        material.trust().toArray(TrustManager[]::new),
        null);
    socket.setSoTimeout(PATIENCE_MILLIS);
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", 0, true);
    secured.setEnabledProtocols(new String[] {protocol});
    secured.startHandshake();
    assertThat(secured.getInputStream().read()).as("the byte that lets in").isEqualTo(1);
    return secured;
  }

  private Socket socket(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private SSLSocket connect(String protocol) throws Exception {
    return secured(socket(fixture.port, 0), protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void callsAreAnsweredAndTheCertificateIsTheIdentity(String protocol) throws Exception {
    try (WireClient client = WireClient.over(connect(protocol))) {
      assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
      assertThat(fixture.server.connections())
          .anySatisfy(
              connection -> assertThat(connection.identity()).hasToString("tls:C=GB,CN=anna"));
      assertThat(client.call(1, WireClient.text("x".repeat(3_000_000))).body()).hasSize(3_000_004);
    }
  }

  @Test
  void recordsMayComeByteByByte() throws Exception {
    try (Dribble dribble = new Dribble(fixture.port);
        WireClient client = WireClient.over(secured(socket(dribble.port(), 0), "TLSv1.3"))) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.call(1, WireClient.text("call " + i)).reader().readString(100))
            .isEqualTo("call " + i);
      }
    }
  }

  /** libvirtd leaves all but the first of them until something else arrives. */
  @Test
  void callsThatShareARecordAreAllServed() throws Exception {
    try (WireClient client = WireClient.over(connect("TLSv1.3"))) {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      for (int serial = 1; serial <= 3; serial++) {
        record.writeBytes(WireClient.call(URGENT, serial, new byte[0]));
      }
      client.send(record.toByteArray());
      List<Integer> served = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        served.add(client.receive().header().serial());
      }
      assertThat(served).containsExactlyInAnyOrder(1, 2, 3);
    }
  }

  @Test
  void repliesOfMegabytesReachAClientThatReadsLate() throws Exception {
    try (WireClient client = WireClient.over(secured(socket(fixture.port, 4096), "TLSv1.3"))) {
      long before = fixture.workers.stats().done();
      for (int i = 0; i < 5; i++) {
        client.send(LARGE, i, WireClient.ints(1_000_000 + i));
      }
      await().until(() -> fixture.workers.stats().done() >= before + 5);
      for (int i = 0; i < 5; i++) {
        WireClient.Message reply = client.receive();
        assertThat(reply.body())
            .hasSize(reply.header().serial() + 1_000_004 + padding(reply.header().serial()));
      }
      assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
    }
  }

  private static int padding(int serial) {
    return (4 - serial % 4) % 4;
  }

  @Test
  void keysMayBeRenewedInMidConnection() throws Exception {
    SSLSocket secured = connect("TLSv1.3");
    try (WireClient client = WireClient.over(secured)) {
      for (int i = 0; i < 40; i++) {
        // After its handshake TLS 1.3 takes this for a wish for new keys.
        secured.startHandshake();
        assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
      }
    }
  }

  @Test
  void whoAsksForNewKeysAndNothingElseIsNotServed() throws Exception {
    long before = fixture.server.counters().closed(CloseReason.IO_ERROR);
    try (SSLSocket secured = connect("TLSv1.3")) {
      for (int i = 0; i < 40; i++) {
        try {
          secured.startHandshake();
        } catch (IOException e) {
          // The server has had enough.
          break;
        }
      }
      await().until(() -> fixture.server.counters().closed(CloseReason.IO_ERROR) > before);
    }
  }

  @Test
  void anotherHandshakeOfTheOldVersionIsRefused() throws Exception {
    SSLSocket secured = connect("TLSv1.2");
    try (WireClient client = WireClient.over(secured)) {
      assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
      long before = fixture.server.counters().closed(CloseReason.IO_ERROR);
      secured.startHandshake();
      assertThatThrownBy(() -> client.call(URGENT, new byte[0]))
          .isInstanceOf(UncheckedIOException.class);
      await().until(() -> fixture.server.counters().closed(CloseReason.IO_ERROR) > before);
    }
  }

  @Test
  void aGoodbyeWithoutTheSocketsEndIsTheClientsEnd() throws Exception {
    SSLSocket secured = connect("TLSv1.3");
    WireClient client = WireClient.over(secured);
    client.send(URGENT, 7, new byte[0]);
    secured.shutdownOutput();
    // What it has sent before is still answered, and the server says goodbye as well.
    assertThat(client.receive().header().serial()).isEqualTo(7);
    assertThat(secured.getInputStream().read()).isEqualTo(-1);
    client.close();
  }

  @Test
  void theServersEndIsAGoodbyeAndNoTruncation() throws Exception {
    SSLSocket secured = connect("TLSv1.3");
    try (WireClient client = WireClient.over(secured)) {
      client.call(4, new byte[0]);
      // The JDK's client throws for an end without goodbye.
      assertThat(secured.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsNotTlsIsRefused() throws Exception {
    long before = credentials.counters().refused(TlsRefusal.PROTOCOL);
    try (WireClient client = WireClient.connect(fixture.port)) {
      client.send(URGENT, 1, new byte[0]);
      await().until(() -> credentials.counters().refused(TlsRefusal.PROTOCOL) > before);
    }
  }

  @Test
  void handshakesAreBoundedInNumberAndTime() throws Exception {
    TlsCredentials own = credentials(Duration.ofSeconds(3), 2);
    try (RpcFixture other = fixture(own);
        Socket first = socket(other.port, 0);
        Socket second = socket(other.port, 0)) {
      await().until(() -> own.counters().pending() == 2);
      assertThat(own.counters().pauses()).isPositive();
      // A third waits in the backlog, until the time of the silent ones is over. On a busy machine
      // its own may be too short, once or twice.
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> {
            try (WireClient third = WireClient.over(secured(socket(other.port, 0), "TLSv1.3"))) {
              return third.call(URGENT, new byte[0]).reader().readInt() == 42;
            }
          });
      assertThat(own.counters().refused(TlsRefusal.TIMEOUT)).isGreaterThanOrEqualTo(2);
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void drainingFinishesWhatWasReadOverTlsToo() throws Exception {
    TlsCredentials own = credentials(Duration.ofSeconds(10), 8);
    try (RpcFixture other = fixture(own);
        WireClient client = WireClient.over(secured(socket(other.port, 0), "TLSv1.3"))) {
      client.send(3, 5, WireClient.ints(1));
      other.sample.awaitStarted(1);
      other.onLoop(other.server::stopServing);
      other.sample.gate.release();
      assertThat(client.receive().header().serial()).isEqualTo(5);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  /** Passes everything on to the server in writes of one byte, and everything back as it comes. */
  private static final class Dribble implements AutoCloseable {
    private final ServerSocket door;
    private final Socket server;

    Dribble(int port) throws IOException {
      door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      server = new Socket(InetAddress.getLoopbackAddress(), port);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(this::pass);
    }

    int port() {
      return door.getLocalPort();
    }

    private void pass() {
      try (Socket client = door.accept()) {
        client.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> copy(server, client, 65_536));
        copy(client, server, 1);
      } catch (IOException e) {
        // The test is over.
        return;
      }
    }

    private static void copy(Socket from, Socket to, int most) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[most];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          out.write(bytes, 0, n);
        }
        to.shutdownOutput();
      } catch (IOException e) {
        // One of them has closed: the test sees it at its own end.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
      server.close();
    }
  }
}
