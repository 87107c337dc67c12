package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.jvirtd.rpc.StreamEnds.CountingSource;
import org.jvirtd.rpc.StreamEnds.KeepingSink;

/**
 * A stream's packets from bytes that a stranger has sent: the ends are ended once, the stream says
 * farewell once, and the connection answers its next call.
 */
class StreamPacketsFuzzTest {
  private static final int SERIAL = 1;
  private static final int URGENT = 2;
  private static final int MOST_PACKETS = 200;
  private static final RpcFixture FIXTURE = new RpcFixture();

  /**
   * The first byte says which way the stream goes and whether it may have holes. Then, for each
   * packet: a byte for type and status, a byte for the length of its body, and the body.
   */
  @FuzzTest(maxDuration = "1m")
  void anyPacketsEndTheStreamOnce(byte[] data) {
    if (data.length == 0) {
      return;
    }
    boolean up = (data[0] & 1) != 0;
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    CountingSource source = new CountingSource(100_000);
    FIXTURE.sample.onStream =
        stream -> {
          if (up) {
            stream.receiveInto(sink);
          } else {
            stream.sendFrom(source);
          }
        };
    try (WireClient client = FIXTURE.connect()) {
      int procedure = up ? StreamWire.UPLOAD : StreamWire.DOWNLOAD;
      StreamWire wire = StreamWire.open(client, procedure, SERIAL, (data[0] >> 1) & 1);
      sendPackets(client, wire, ByteBuffer.wrap(data, 1, data.length - 1));
      wire.abort();
      awaitFarewell(client);
      client.send(URGENT, -SERIAL, new byte[0]);
      assertThat(client.receive().header().serial()).as("one farewell").isEqualTo(-SERIAL);
    }
    await().until(() -> FIXTURE.server.openStreamCount() == 0);
    if (up) {
      await().until(() -> sink.finishes.get() + sink.aborts.get() > 0);
      assertThat(sink.finishes.get() + sink.aborts.get()).isEqualTo(1);
    } else {
      await().until(() -> source.closes.get() > 0);
      assertThat(source.closes.get()).isEqualTo(1);
    }
  }

  private static void sendPackets(WireClient client, StreamWire wire, ByteBuffer packets) {
    for (int i = 0; packets.remaining() >= 2 && i < MOST_PACKETS; i++) {
      int kind = packets.get() & 0xff;
      byte[] body = new byte[Math.min(packets.get() & 0xff, packets.remaining())];
      packets.get(body);
      int type = (kind & 1) == 0 ? MessageType.STREAM : MessageType.STREAM_HOLE;
      // Mostly data; what is no status is tried too.
      int status = (kind & 0xc0) == 0 ? Status.CONTINUE : (kind >> 1) & 3;
      client.send(wire.packet(type, status, body));
    }
  }

  private static void awaitFarewell(WireClient client) {
    // What was on its way when the stream was aborted comes before it.
    Header header = client.receive().header();
    while (header.status() == Status.CONTINUE) {
      header = client.receive().header();
    }
    assertThat(header.type()).isEqualTo(MessageType.STREAM);
    assertThat(header.serial()).isEqualTo(SERIAL);
  }
}
