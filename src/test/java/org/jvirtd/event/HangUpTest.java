package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.event.HandleEvents.ERROR;
import static org.jvirtd.event.HandleEvents.HANGUP;
import static org.jvirtd.event.HandleEvents.READABLE;
import static org.jvirtd.event.HandleEvents.WRITABLE;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HangUpTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;
  private final List<Integer> seen = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  private int watch(SocketPair pair, int events) {
    return loop.addHandle(
        "w", pair.ours(), events, (_, ready) -> seen.add(ready), SteppedLoop.NOTHING);
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardProtocolFamily.class,
      names = {"INET", "UNIX"})
  void readableAloneLearnsItFromItsRead(StandardProtocolFamily family) throws IOException {
    try (SocketPair pair = SocketPair.of(family)) {
      watch(pair, READABLE);
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(READABLE);
      assertThat(pair.receive(1)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardProtocolFamily.class,
      names = {"INET", "UNIX"})
  void readableWithHangupIsToldWhenNothingIsLeftToRead(StandardProtocolFamily family)
      throws IOException {
    try (SocketPair pair = SocketPair.of(family)) {
      watch(pair, READABLE | HANGUP);
      pair.send(3);
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(READABLE);
      assertThat(pair.receive(3)).isEqualTo(3);
      seen.clear();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(READABLE | HANGUP);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardProtocolFamily.class,
      names = {"INET", "UNIX"})
  void hangupAloneComesAsHangup(StandardProtocolFamily family) throws IOException {
    try (SocketPair pair = SocketPair.of(family)) {
      watch(pair, HANGUP);
      stepped.step(3);
      assertThat(seen).isEmpty();
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(HANGUP);
    }
  }

  @Test
  void errorAloneIsToldOfHangupToo() throws IOException {
    try (SocketPair pair = SocketPair.tcp()) {
      watch(pair, ERROR);
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(HANGUP);
    }
  }

  @Test
  void unreadDataDoesNotWakeHangupAloneForEver() throws IOException {
    try (SocketPair pair = SocketPair.unix()) {
      watch(pair, HANGUP);
      pair.send(1);
      stepped.stepUntil(() -> stepped.selected == 1);
      stepped.step(20);
      assertThat(stepped.selected).isEqualTo(1);
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void hangupAloneListensAgainWhenAnotherWatchHasRead() throws IOException {
    try (SocketPair pair = SocketPair.unix()) {
      watch(pair, HANGUP);
      int reader =
          loop.addHandle("reader", pair.ours(), 0, (_, _) -> pair.receive(10), SteppedLoop.NOTHING);
      pair.send(1);
      stepped.stepUntil(() -> stepped.selected == 1);
      loop.updateHandle(reader, READABLE);
      stepped.stepUntil(() -> stepped.selected == 2);
      loop.updateHandle(reader, 0);
      stepped.step(3);
      assertThat(seen).isEmpty();
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(HANGUP);
    }
  }

  @Test
  void brokenConnectionComesAsWritableToWhoWaitsToWrite() throws IOException {
    try (SocketPair pair = SocketPair.tcp()) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      while (pair.ours().write(block.clear()) > 0) {
        // until nothing more fits
      }
      watch(pair, WRITABLE);
      stepped.step(3);
      assertThat(seen).isEmpty();
      pair.peer().close();
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(WRITABLE);
    }
  }

  @Test
  void emptyMaskIsDeafToHangup() throws IOException {
    try (SocketPair pair = SocketPair.unix()) {
      int watch = watch(pair, 0);
      pair.peer().close();
      stepped.step(5);
      assertThat(stepped.selected).isZero();
      assertThat(seen).isEmpty();
      loop.updateHandle(watch, HANGUP);
      stepped.stepUntil(() -> !seen.isEmpty());
      assertThat(seen).containsOnly(HANGUP);
    }
  }

  @Test
  void hangupAloneOnAPipeIsDeafAndHarmless() throws IOException {
    Pipe pipe = stepped.pipe();
    loop.addHandle("w", pipe.source(), HANGUP, (_, ready) -> seen.add(ready), SteppedLoop.NOTHING);
    SteppedLoop.write(pipe);
    pipe.sink().close();
    stepped.step(5);
    assertThat(stepped.selected).isZero();
    assertThat(seen).isEmpty();
  }
}
