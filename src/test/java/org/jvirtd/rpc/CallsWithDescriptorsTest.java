package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that pass file descriptors, as far as one can see without any: the bytes that carry them.
 * What a kernel does with real ones is for the tests with libvirt's tools.
 */
class CallsWithDescriptorsTest {
  private static final int WANTS = 22;
  private static final int IGNORES = 23;

  @TempDir private Path folder;
  private final RpcFixture fixture = new RpcFixture();
  private SocketChannel channel;
  private DataInputStream in;

  @BeforeEach
  void connect() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("sock"));
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(address);
    listener.configureBlocking(false);
    fixture.onLoop(() -> listen(listener));
    channel = SocketChannel.open(address);
    in = new DataInputStream(Channels.newInputStream(channel));
  }

  private void listen(ServerSocketChannel listener) {
    try {
      fixture.server.listen(listener, ListenerSettings.open(Peer.Transport.UNIX, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    channel.close();
    fixture.close();
  }

  private static byte[] call(int procedure, int serial, int... words) {
    return WireClient.frame(
        new Header(WireClient.PROGRAM, 1, procedure, MessageType.CALL_WITH_FDS, serial, Status.OK),
        WireClient.ints(words));
  }

  private void send(byte[]... parts) throws IOException {
    int total = 0;
    for (byte[] part : parts) {
      total += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(total);
    for (byte[] part : parts) {
      all.put(part);
    }
    all.flip();
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  private WireClient.Message receive() throws IOException {
    byte[] rest = new byte[in.readInt() - 4];
    in.readFully(rest);
    return new WireClient.Message(
        Header.read(ByteBuffer.wrap(rest), 0), Arrays.copyOfRange(rest, Header.BYTES, rest.length));
  }

  @Test
  void aProcedureThatHasNoUseForThemRunsAndTheConnectionStaysInStep() throws Exception {
    send(call(IGNORES, 1, 3, 77), new byte[3]);
    assertThat(receive().reader().readInt()).isEqualTo(77);
    send(call(IGNORES, 2, 32, 78), new byte[32]);
    assertThat(receive().reader().readInt()).isEqualTo(78);
  }

  @Test
  void aProcedureThatNeedsThemIsRefusedClearlyAndTheConnectionStaysInStep() throws Exception {
    send(call(WANTS, 1, 1, 77), new byte[1]);
    WireClient.Message refusal = receive();
    assertThat(refusal.header().type()).isEqualTo(MessageType.REPLY);
    assertThat(refusal.error().code()).isEqualTo(84);
    assertThat(refusal.error().message())
        .isEqualTo("Operation not supported: the daemon cannot receive file descriptors");
    send(call(WANTS, 2, 0, 78));
    assertThat(receive().reader().readInt()).isEqualTo(78);
  }

  @Test
  void theirBytesMayComeLateAndOneByOne() throws Exception {
    send(call(IGNORES, 1, 2, 77));
    assertThat(receive().reader().readInt()).isEqualTo(77);
    send(new byte[1]);
    byte[] next = call(IGNORES, 2, 0, 78);
    send(new byte[1], Arrays.copyOf(next, 2));
    send(Arrays.copyOfRange(next, 2, next.length));
    assertThat(receive().reader().readInt()).isEqualTo(78);
  }

  @ParameterizedTest
  @ValueSource(ints = {33, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void moreThanMayBeClosesTheConnection(int count) throws Exception {
    send(call(IGNORES, 1, count, 77));
    assertThat(isClosed()).isTrue();
    await().until(() -> fixture.server.counters().closed(CloseReason.FDS_REFUSED) == 1);
  }

  @Test
  void aCallWithoutTheCountClosesTheConnection() throws Exception {
    send(call(IGNORES, 1));
    assertThat(isClosed()).isTrue();
  }

  @Test
  void overTcpThereCanBeNone() {
    try (WireClient client = fixture.connect()) {
      client.send(call(IGNORES, 1, 0, 77));
      assertThat(client.receive().reader().readInt()).isEqualTo(77);
      client.send(call(IGNORES, 1, 1, 77));
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  private boolean isClosed() throws IOException {
    try {
      in.readByte();
      return false;
    } catch (EOFException e) {
      return true;
    }
  }
}
