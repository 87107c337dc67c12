package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.rpc.StreamEnds.CountingSource;
import org.jvirtd.rpc.StreamEnds.KeepingSink;

/**
 * Whatever packets come, in whatever order: every end is ended once, each stream says farewell at
 * most once and nothing after it, and the connection answers its next call.
 */
class StreamFuzzTest {
  private static final int STREAMS = 40;
  private static final int PACKETS = 12;
  private static final int URGENT = 2;

  private final List<KeepingSink> sinks = new ArrayList<>();
  private final List<CountingSource> sources = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyPacketsInAnyOrder(long seed) {
    Random random = new Random(seed);
    try (RpcFixture fixture = new RpcFixture()) {
      fixture.server.update(new StreamLimits(STREAMS, 4096, 4));
      try (WireClient client = fixture.connect()) {
        for (int serial = 1; serial <= STREAMS; serial++) {
          oneStream(fixture, client, serial, random);
        }
      }
      await().until(() -> fixture.server.openStreamCount() == 0);
      await().until(() -> fixture.server.connectionCount() == 0);
      for (KeepingSink sink : sinks) {
        assertThat(sink.finishes.get() + sink.aborts.get()).isEqualTo(1);
      }
      for (CountingSource source : sources) {
        assertThat(source.closes.get()).isEqualTo(1);
      }
    }
  }

  private void oneStream(RpcFixture fixture, WireClient client, int serial, Random random) {
    boolean reads = random.nextBoolean();
    boolean writes = !reads || random.nextInt(4) == 0;
    fixture.sample.onStream =
        stream -> {
          if (reads) {
            CountingSource source = new CountingSource(random.nextInt(300_000));
            sources.add(source);
            stream.sendFrom(source);
          }
          if (writes) {
            KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
            sinks.add(sink);
            stream.receiveInto(sink);
          }
        };
    int procedure = reads ? StreamWire.DOWNLOAD : StreamWire.UPLOAD;
    StreamWire wire = StreamWire.open(client, procedure, serial, random.nextInt(2));
    for (int i = random.nextInt(PACKETS); i > 0; i--) {
      anyPacket(wire, random);
    }
    if (random.nextInt(5) != 0) {
      wire.abort();
    } else {
      wire.finish();
    }
    assertAtMostOneFarewell(client, serial);
  }

  private static void anyPacket(StreamWire wire, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> wire.finish();
      case 1 -> wire.abort();
      case 2 -> wire.status(random.nextInt());
      case 3 -> wire.hole(random.nextInt(5) - 2, random.nextInt(2));
      default -> wire.data(new byte[random.nextInt(3000)]);
    }
  }

  /** The stream has ended for sure, as its last packet was an end: it says so before long. */
  private static void assertAtMostOneFarewell(WireClient client, int serial) {
    int farewells = 0;
    while (farewells == 0) {
      Header header = client.receive().header();
      assertThat(header.serial()).isEqualTo(serial);
      if (header.type() == MessageType.STREAM && header.status() != Status.CONTINUE) {
        farewells++;
      }
    }
    client.send(URGENT, -serial, new byte[0]);
    WireClient.Message reply = client.receive();
    assertThat(reply.header().serial()).as("nothing after the farewell").isEqualTo(-serial);
    assertThat(ByteBuffer.wrap(reply.body()).getInt()).isEqualTo(42);
  }
}
