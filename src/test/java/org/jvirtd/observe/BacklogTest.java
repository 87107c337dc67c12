package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Newcomers are counted that the kernel holds, of the right socket, wherever it stands. */
class BacklogTest {
  private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
  void theKernelTellsHowManyWait(String address) throws IOException {
    Backlog backlog = new Backlog();
    assumeTrue(backlog.isKnown(), "no /proc");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(at(address, 0), 10);
      InetSocketAddress local = (InetSocketAddress) listener.getLocalAddress();
      assertThat(backlog.of(local)).isZero();
      for (int i = 0; i < 3; i++) {
        waiting.add(SocketChannel.open(at("127.0.0.1", local.getPort())));
      }
      // The last step of a connection may be under way still.
      await().until(() -> backlog.of(local) == 3);
      listener.accept().close();
      assertThat(backlog.of(local)).isEqualTo(2);
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  /** As on a machine whose numbers have their last byte first; others print them otherwise. */
  @Test
  void aSocketOfTheSamePortAndAnotherAddressIsAnother() throws IOException {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    table(
        "tcp",
        "   0: 0200007F:407D 00000000:0000 0A 00000000:00000007 00:00000000 00000000  0 0 1 1",
        "   1: 0100007F:407D 00000000:0000 0A 00000000:0000001F 00:00000000 00000000  0 0 1 1");
    Backlog backlog = new Backlog(folder);

    assertThat(backlog.of(at("127.0.0.1", 16509))).isEqualTo(31);
    assertThat(backlog.of(at("127.0.0.2", 16509))).isEqualTo(7);
    assertThat(backlog.of(at("127.0.0.3", 16509))).isNaN();
  }

  @Test
  void nothingIsReadBehindTheSocketsThatListen() throws IOException {
    table(
        "tcp",
        "   0: 0200007F:407D 00000000:0000 01 00000000:00000000 00:00000000 00000000  0 0 1 1",
        "   1: 0100007F:407D 00000000:0000 0A 00000000:00000001 00:00000000 00000000  0 0 1 1");

    assertThat(new Backlog(folder).of(at("127.0.0.1", 16509))).isNaN();
  }

  @Test
  void whereNobodyTellsNothingIsKnown() throws IOException {
    assertThat(new Backlog(folder).isKnown()).isFalse();
    assertThat(new Backlog(folder).of(at("127.0.0.1", 1))).isNaN();
    table("tcp", "nonsense", "0A");
    assertThat(new Backlog(folder).of(at("127.0.0.1", 1))).isNaN();
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private void table(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), HEADER + "\n" + String.join("\n", lines) + "\n");
  }
}
