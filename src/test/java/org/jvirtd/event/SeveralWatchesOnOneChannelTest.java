package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jvirtd.event.HandleEvents.READABLE;
import static org.jvirtd.event.HandleEvents.WRITABLE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeveralWatchesOnOneChannelTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  private int watch(String name, SocketChannel channel, int events) {
    return loop.addHandle(
        name,
        channel,
        events,
        (_, ready) -> stepped.log.add(name + ready),
        () -> stepped.log.add(name + " removed"));
  }

  @Test
  void eachHearsWhatItAskedFor() throws IOException {
    try (SocketPair pair = SocketPair.unix()) {
      watch("r", pair.ours(), READABLE);
      watch("w", pair.ours(), WRITABLE);
      watch("both", pair.ours(), READABLE | WRITABLE);
      stepped.step();
      assertThat(stepped.log).containsExactly("w2", "both2");
      stepped.log.clear();
      pair.send(1);
      stepped.step();
      assertThat(stepped.log).containsExactly("r1", "w2", "both3");
    }
  }

  @Test
  void removingOneLeavesTheOthers() throws IOException {
    try (SocketPair pair = SocketPair.unix()) {
      int first = watch("a", pair.ours(), WRITABLE);
      int second = watch("b", pair.ours(), WRITABLE);
      int third = watch("c", pair.ours(), WRITABLE);
      loop.removeHandle(second);
      stepped.step();
      assertThat(stepped.log).containsExactly("a2", "c2", "b removed");
      loop.removeHandle(third);
      loop.removeHandle(first);
      stepped.log.clear();
      stepped.step(2);
      assertThat(stepped.log).containsExactly("c removed", "a removed");
      assertThat(pair.ours().isRegistered()).isFalse();
    }
  }

  @Test
  void numbersStartAtOneAndAreNeverUsedAgain() throws IOException {
    Pipe pipe = stepped.pipe();
    assertThat(stepped.watch("a", pipe)).isEqualTo(1);
    assertThat(stepped.timeout("t", -1)).isEqualTo(1);
    loop.removeHandle(1);
    loop.removeTimeout(1);
    stepped.step();
    assertThat(stepped.watch("b", pipe)).isEqualTo(2);
    assertThat(stepped.timeout("u", -1)).isEqualTo(2);
  }

  @Test
  void aChannelIsWatchedAgainInTheSamePassAsItsLastWatchWasRemoved() throws IOException {
    Pipe pipe = stepped.pipe();
    int[] watch = new int[1];
    watch[0] =
        stepped.watch(
            "old",
            pipe,
            () -> {
              loop.removeHandle(watch[0]);
              stepped.watch("new", pipe);
            });
    SteppedLoop.write(pipe);
    stepped.step(2);
    SteppedLoop.write(pipe);
    stepped.step(2);
    assertThat(stepped.failures).isEmpty();
    assertThat(stepped.log).containsExactly("old", "old removed", "new");
  }

  @Test
  void aChannelIsWatchedAgainInsideOnRemoved() throws IOException {
    Pipe pipe = stepped.pipe();
    int watch =
        loop.addHandle(
            "old", pipe.source(), READABLE, (_, _) -> {}, () -> stepped.watch("new", pipe));
    stepped.step();
    loop.removeHandle(watch);
    stepped.step();
    SteppedLoop.write(pipe);
    stepped.step();
    assertThat(stepped.failures).isEmpty();
    assertThat(stepped.log).containsExactly("new");
  }

  @Test
  void acceptIsReadableAndConnectIsWritable() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open();
        SocketChannel client = SocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false);
      client.configureBlocking(false);
      loop.addHandle(
          "listener",
          listener,
          READABLE,
          (_, ready) -> stepped.log.add("accept" + ready),
          SteppedLoop.NOTHING);
      client.connect(listener.getLocalAddress());
      int connecting = watch("connect", client, WRITABLE);
      stepped.stepUntil(() -> stepped.log.contains("connect2") && stepped.log.contains("accept1"));
      client.finishConnect();
      stepped.log.clear();
      stepped.step();
      assertThat(stepped.log).contains("connect2");
      loop.removeHandle(connecting);
    }
  }

  @Test
  void blockingChannelsAndUnknownBitsAreRefused() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      assertThatIllegalArgumentException().isThrownBy(() -> stepped.watch("blocking", pipe));
      source.configureBlocking(false);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> loop.addHandle("bits", source, 16, (_, _) -> {}, () -> {}));
      int watch = stepped.watch("w", pipe);
      assertThatIllegalArgumentException().isThrownBy(() -> loop.updateHandle(watch, -1));
      assertThat(sink.isOpen()).isTrue();
    }
  }
}
