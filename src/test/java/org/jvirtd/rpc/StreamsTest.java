package org.jvirtd.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jvirtd.rpc.StreamWire.DOWNLOAD;
import static org.jvirtd.rpc.StreamWire.SPARSE;
import static org.jvirtd.rpc.StreamWire.UPLOAD;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.StreamEnds.CountingSource;
import org.jvirtd.rpc.StreamEnds.KeepingSink;

/** Streams from the call that opens them to the last packet, over a socket. */
class StreamsTest {
  private static final int URGENT = 2;
  private static final RpcError NO_SPACE =
      RpcError.of(38, 18, "no space left", "%s", "no space left");

  private final RpcFixture fixture = new RpcFixture();
  private WireClient client;

  @BeforeEach
  void connect() {
    client = fixture.connect();
  }

  @AfterEach
  void leaveNothingBehind() {
    client.close();
    await().until(() -> fixture.server.openStreamCount() == 0);
    await().until(() -> fixture.workers.stats().busy() == 0);
    fixture.close();
  }

  private StreamWire download(int serial, StreamSource source) {
    fixture.sample.onStream = stream -> stream.sendFrom(source);
    return StreamWire.open(client, DOWNLOAD, serial, 0);
  }

  private StreamWire upload(int serial, StreamSink sink) {
    fixture.sample.onStream = stream -> stream.receiveInto(sink);
    return StreamWire.open(client, UPLOAD, serial, 0);
  }

  private void assertConnectionLives() {
    assertThat(client.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
  }

  private static void assertConfirmed(WireClient.Message farewell) {
    assertThat(farewell.header().status()).isEqualTo(Status.OK);
    assertThat(farewell.body()).isEmpty();
  }

  // ---- The client reads ----

  @Test
  void theReplyComesFirstThenTheDataAndTheEndAndTheConfirmation() {
    byte[] bytes = StreamWire.pattern(600_001);
    StreamWire wire = download(7, StreamSource.of(bytes));
    assertThat(wire.readAll()).isEqualTo(bytes);
    assertThat(fixture.server.openStreamCount()).isEqualTo(1);
    wire.finish();
    assertConfirmed(wire.next());
    assertConnectionLives();
  }

  @Test
  void dataIsNotPaddedAndCutAsLibvirtdCutsIt() {
    StreamWire wire = download(1, new CountingSource(StreamPackets.CHUNK_BYTES + 5));
    assertThat(wire.next().body()).hasSize(262_120);
    assertThat(wire.next().body()).hasSize(5);
    assertThat(wire.next().body()).isEmpty();
    wire.finish();
    assertConfirmed(wire.next());
  }

  @Test
  void aClientThatDoesNotReadHoldsNoWorkerAndNoMoreThanOnePacket() {
    CountingSource source = new CountingSource(1L << 40);
    try (WireClient lazy = WireClient.connect(fixture.port, 4096)) {
      fixture.sample.onStream = stream -> stream.sendFrom(source);
      lazy.send(DOWNLOAD, 1, WireClient.ints(0));
      await().until(() -> source.reads.get() > 0 && fixture.workers.stats().busy() == 0);
      // What the sockets' buffers took, and one packet more.
      await().until(() -> waiting() > 0);
      int reads = source.reads.get();
      assertThat(waiting()).isLessThanOrEqualTo(StreamPackets.CHUNK_BYTES + 28);
      assertConnectionLives();
      assertThat(source.reads.get()).as("of four million that there are").isLessThan(200);
      StreamWire wire = StreamWire.of(lazy, DOWNLOAD, 1);
      lazy.receive();
      for (int i = 0; i < reads + 3; i++) {
        wire.next();
      }
    }
    await().until(() -> source.closes.get() == 1);
  }

  private long waiting() {
    return fixture.server.connections().stream().mapToLong(c -> c.info().bytesWaiting()).sum();
  }

  @Test
  void aSourceThatHasNothingIsAskedAgainWhenItSaysSo() {
    AtomicReference<String> text = new AtomicReference<>("");
    AtomicReference<Stream> opened = new AtomicReference<>();
    fixture.sample.onStream =
        stream -> {
          opened.set(stream);
          stream.sendFrom(into -> {
            byte[] bytes = text.getAndSet("").getBytes(UTF_8);
            into.put(bytes);
            return bytes.length;
          });
        };
    StreamWire wire = StreamWire.open(client, DOWNLOAD, 1, 0);
    for (String line : new String[] {"login: ", "password: "}) {
      text.set(line);
      requireNonNull(opened.get()).resume();
      assertThat(wire.next().body()).isEqualTo(line.getBytes(UTF_8));
    }
    wire.abort();
    assertConfirmed(wire.farewell());
  }

  @Test
  void aSourcesErrorEndsTheStreamAndNotTheConnection() {
    StreamWire wire =
        download(
            1,
            into -> {
              throw new RpcException(NO_SPACE);
            });
    WireClient.Message farewell = wire.next();
    assertThat(farewell.error()).isEqualTo(NO_SPACE);
    wire.finish();
    assertConnectionLives();
    assertThat(fixture.server.counters().streamPacketsDropped()).isEqualTo(1);
  }

  @Test
  void aSourcesIoFailureIsToldInLibvirtsWords() {
    StreamWire wire =
        download(
            1,
            into -> {
              throw new IOException("disk on fire");
            });
    assertThat(wire.next().error().message()).isEqualTo("stream had I/O failure");
  }

  @Test
  void writingToAStreamThatIsOnlyReadEndsItWithAnError() {
    CountingSource source = new CountingSource(1L << 40);
    StreamWire wire = download(1, source);
    wire.data("what?");
    assertThat(wire.farewell().error().message())
        .isEqualTo("this function is not supported by the connection driver: virStreamSend");
    assertThat(source.closes.get()).isEqualTo(1);
    assertConnectionLives();
  }

  @Test
  void holesAreSentWhereTheyWereAskedFor() {
    fixture.sample.onStream =
        stream -> {
          assertThat(stream.isSparse()).isTrue();
          stream.sendFrom(new HoleThenData());
        };
    StreamWire wire = StreamWire.open(client, DOWNLOAD, 1, SPARSE);
    WireClient.Message hole = wire.next();
    assertThat(hole.header().type()).isEqualTo(MessageType.STREAM_HOLE);
    assertThat(hole.header().status()).isEqualTo(Status.CONTINUE);
    assertThat(ByteBuffer.wrap(hole.body()).getLong()).isEqualTo(1L << 33);
    assertThat(hole.body()).hasSize(12);
    assertThat(wire.readAll()).isEqualTo("data".getBytes(UTF_8));
    wire.finish();
    assertConfirmed(wire.next());
  }

  private static final class HoleThenData implements StreamSource {
    private final StreamSource data = StreamSource.of("data".getBytes(UTF_8));
    private long hole = 1L << 33;

    @Override
    public int read(ByteBuffer into) throws IOException {
      return data.read(into);
    }

    @Override
    public long skipHole() {
      long length = hole;
      hole = 0;
      return length;
    }
  }

  // ---- The client writes ----

  @Test
  void whatIsWrittenArrivesInOrderAndTheFinishIsConfirmedAfterIt() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    StreamWire wire = upload(1, sink);
    byte[] bytes = StreamWire.pattern(999_999);
    for (int at = 0; at < bytes.length; at += 111_111) {
      wire.data(Arrays.copyOfRange(bytes, at, at + 111_111));
    }
    wire.finish();
    assertConfirmed(wire.next());
    assertThat(sink.taken()).isEqualTo(bytes);
    assertThat(sink.finishes.get()).isEqualTo(1);
    assertThat(sink.aborts.get()).isZero();
  }

  @Test
  void anEmptyPacketIsNoEnd() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    StreamWire wire = upload(1, sink);
    wire.data("");
    wire.data("a");
    wire.finish();
    assertConfirmed(wire.next());
    assertThat(sink.taken()).isEqualTo(new byte[] {'a'});
  }

  @Test
  void aSinkThatIsBehindStopsTheReadingAndNothingIsLost() throws Exception {
    fixture.server.update(new StreamLimits(4, 64 * 1024, 8));
    KeepingSink sink = new KeepingSink(10);
    AtomicReference<Stream> opened = new AtomicReference<>();
    fixture.sample.onStream =
        stream -> {
          opened.set(stream);
          stream.receiveInto(sink);
        };
    StreamWire wire = StreamWire.open(client, UPLOAD, 1, 0);
    byte[] bytes = StreamWire.pattern(8_000_000);
    Thread writer =
        Thread.startVirtualThread(() -> {
          for (int at = 0; at < bytes.length; at += 50_000) {
            wire.data(Arrays.copyOfRange(bytes, at, at + 50_000));
          }
          wire.finish();
        });
    await().until(() -> fixture.server.counters().streamsFull() == 1);
    await().until(() -> fixture.workers.stats().busy() == 0);
    // At most the limit and the packet that went beyond it, and what the loop had read already.
    assertThat(fixture.server.counters().streamBytesIn()).isLessThanOrEqualTo(64 * 1024 + 50_000);
    try (WireClient other = fixture.connect()) {
      assertThat(other.call(URGENT, new byte[0]).reader().readInt()).isEqualTo(42);
    }
    sink.allow(Long.MAX_VALUE);
    requireNonNull(opened.get()).resume();
    writer.join();
    assertConfirmed(wire.next());
    assertThat(sink.taken()).isEqualTo(bytes);
    assertConnectionLives();
  }

  @Test
  void aClientThatIsNotReadIsToldThatTheServerLivesAndNotTakenForDead() {
    fixture.server.update(new KeepaliveSettings(Duration.ofMillis(100), 1));
    fixture.server.update(new StreamLimits(4, 1024, 1));
    KeepingSink sink = new KeepingSink(0);
    client.call(8, new byte[0]);
    fixture.sample.onStream = stream -> stream.receiveInto(sink);
    assertThat(client.callPastPings(UPLOAD, WireClient.ints(0)).header().status())
        .isEqualTo(Status.OK);
    StreamWire wire = StreamWire.of(client, UPLOAD, 1);
    wire.data("stuck");
    wire.data("stuck");
    int pongs = 0;
    while (pongs < 2) {
      Header heard = client.receive().header();
      if (heard.program() == Keepalive.PROGRAM && heard.procedure() == Keepalive.PONG) {
        pongs++;
      }
    }
    assertThat(fixture.server.connectionCount()).isEqualTo(1);
  }

  @Test
  void anAbortThrowsAwayWhatIsNotTakenAndIsConfirmed() {
    KeepingSink sink = new KeepingSink(0);
    StreamWire wire = upload(1, sink);
    wire.data("never mind");
    wire.abort();
    assertConfirmed(wire.next());
    assertThat(sink.aborts.get()).isEqualTo(1);
    assertThat(sink.finishes.get()).isZero();
    assertThat(sink.taken()).isEmpty();
    assertConnectionLives();
  }

  @Test
  void aSinksErrorEndsTheStreamAndTheRestIsDropped() {
    KeepingSink sink = new KeepingSink(0);
    sink.failure = new RpcException(NO_SPACE);
    StreamWire wire = upload(1, sink);
    wire.data("too much");
    assertThat(wire.next().error()).isEqualTo(NO_SPACE);
    assertThat(sink.aborts.get()).isEqualTo(1);
    wire.data("more");
    wire.finish();
    assertConnectionLives();
  }

  @Test
  void aFinishThatFailsIsNotConfirmed() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    sink.finishFailure = new RpcException(NO_SPACE);
    StreamWire wire = upload(1, sink);
    wire.data("abc");
    wire.finish();
    assertThat(wire.next().error()).isEqualTo(NO_SPACE);
    assertThat(sink.aborts.get()).isZero();
    assertConnectionLives();
  }

  @Test
  void holesAreTakenInTheirPlace() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    fixture.sample.onStream = stream -> stream.receiveInto(sink);
    StreamWire wire = StreamWire.open(client, UPLOAD, 1, SPARSE);
    wire.data("abc");
    wire.hole(1L << 40, 0);
    wire.data("def");
    wire.hole(5, 0);
    wire.finish();
    assertConfirmed(wire.next());
    assertThat(sink.holes).containsEntry(3L, 1L << 40).containsEntry(6L, 5L);
  }

  @Test
  void aHoleThatWasNotAgreedOnOrIsNoneEndsTheStream() {
    assertThat(afterHole(1, 0, 10, 0).message()).isEqualTo("Unexpected stream hole");
    assertThat(afterHole(2, SPARSE, 0, 0).code()).isEqualTo(8);
    assertThat(afterHole(3, SPARSE, -1, 0).code()).isEqualTo(8);
    assertThat(afterHole(4, SPARSE, 1, 1).code()).isEqualTo(8);
    assertConnectionLives();
  }

  private RpcError afterHole(int serial, int flags, long length, int holeFlags) {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    fixture.sample.onStream = stream -> stream.receiveInto(sink);
    StreamWire wire = StreamWire.open(client, UPLOAD, serial, flags);
    wire.hole(length, holeFlags);
    RpcError error = wire.next().error();
    assertThat(sink.aborts.get()).isEqualTo(1);
    return error;
  }

  @Test
  void anUnexpectedStatusEndsTheStreamInLibvirtsWords() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    StreamWire wire = upload(1, sink);
    wire.status(7);
    assertThat(wire.next().error().message()).isEqualTo("stream aborted with unexpected status 7");
    assertThat(sink.aborts.get()).isEqualTo(1);
  }

  // ---- Opening and ends ----

  @Test
  void packetsForNoStreamAreDropped() {
    StreamWire.of(client, UPLOAD, 3).data("lost");
    upload(4, new KeepingSink(Long.MAX_VALUE));
    StreamWire.of(client, UPLOAD, 5).data("lost");
    StreamWire.of(client, DOWNLOAD, 4).data("lost");
    assertConnectionLives();
    assertThat(fixture.server.counters().streamPacketsDropped()).isEqualTo(3);
    assertThat(fixture.server.openStreamCount()).isEqualTo(1);
  }

  @Test
  void theCallThatWouldOpenOneTooManyIsRefusedUntilAnotherEnds() {
    fixture.server.update(new StreamLimits(2, 1024, 8));
    StreamWire first = upload(1, new KeepingSink(Long.MAX_VALUE));
    upload(2, new KeepingSink(Long.MAX_VALUE));
    WireClient.Message refusal = client.call(UPLOAD, WireClient.ints(0));
    assertThat(refusal.error().message())
        .isEqualTo("too many streams: the client has 2 open, which is the limit");
    assertThat(fixture.server.counters().streamsRefused()).isEqualTo(1);
    first.finish();
    assertConfirmed(first.next());
    upload(3, new KeepingSink(Long.MAX_VALUE));
  }

  @Test
  void aSecondStreamOfTheSameNameIsRefusedAndTheFirstLives() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    StreamWire first = upload(1, sink);
    KeepingSink second = new KeepingSink(Long.MAX_VALUE);
    fixture.sample.onStream = stream -> stream.receiveInto(second);
    client.send(UPLOAD, 1, WireClient.ints(0));
    assertThat(client.receive().error().message()).contains("open stream");
    assertThat(second.aborts.get()).isEqualTo(1);
    first.data("abc");
    first.finish();
    assertConfirmed(first.next());
    assertThat(sink.taken()).hasSize(3);
  }

  @Test
  void aCallThatFailsLeavesNoStreamAndItsEndsAreEnded() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    fixture.sample.onStream =
        stream -> {
          stream.receiveInto(sink);
          throw new RpcException(NO_SPACE);
        };
    assertThat(client.call(UPLOAD, WireClient.ints(0)).error()).isEqualTo(NO_SPACE);
    assertThat(sink.aborts.get()).isEqualTo(1);
    StreamWire.of(client, UPLOAD, 1).data("lost");
    assertConnectionLives();
    assertThat(fixture.server.counters().streamPacketsDropped()).isEqualTo(1);
    assertThat(fixture.server.connections().iterator().next().info().streams()).isZero();
  }

  @Test
  void aProcedureThatGivesNoEndFails() {
    fixture.sample.onStream = stream -> {};
    assertThat(client.call(UPLOAD, WireClient.ints(0)).error().code()).isEqualTo(1);
  }

  @Test
  void streamsOfAClientThatVanishesAreAborted() {
    KeepingSink sink = new KeepingSink(0);
    upload(1, sink).data("half of it");
    CountingSource source = new CountingSource(1L << 40);
    download(2, source);
    client.close();
    await().until(() -> sink.aborts.get() == 1 && source.closes.get() == 1);
    await().until(() -> fixture.server.connectionCount() == 0);
    assertThat(sink.finishes.get()).isZero();
  }

  @Test
  void aServerThatStopsLetsATransferFinish() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    StreamWire wire = upload(1, sink);
    wire.data("first half, ");
    stop();
    wire.data("second half");
    wire.finish();
    assertConfirmed(wire.next());
    assertThat(client.isClosedByServer()).isTrue();
    assertThat(sink.taken()).hasSize(23);
    assertThat(sink.finishes.get()).isEqualTo(1);
  }

  // Again and again: the stream's end and the server's look at what is left may meet.
  @RepeatedTest(25)
  void aServerThatStopsEndsConsolesAndSaysSo() {
    KeepingSink sink = new KeepingSink(Long.MAX_VALUE);
    fixture.sample.onStream =
        stream -> {
          stream.sendFrom(into -> 0);
          stream.receiveInto(sink);
        };
    StreamWire wire = StreamWire.open(client, DOWNLOAD, 1, 0);
    stop();
    assertThat(wire.next().error().message()).isEqualTo("the stream ends: the daemon is stopping");
    assertThat(client.isClosedByServer()).isTrue();
    assertThat(sink.aborts.get()).isEqualTo(1);
  }

  private void stop() {
    fixture.onLoop(fixture.server::stopServing);
  }

  @Test
  void severalStreamsGoTheirOwnWays() {
    KeepingSink slow = new KeepingSink(0);
    StreamWire stuck = upload(1, slow);
    stuck.data("waits");
    byte[] bytes = StreamWire.pattern(700_000);
    StreamWire reading = download(2, StreamSource.of(bytes));
    assertThat(reading.readAll()).isEqualTo(bytes);
    reading.finish();
    assertConfirmed(reading.next());
    assertConnectionLives();
    stuck.abort();
    assertConfirmed(stuck.next());
  }
}
