package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemovingAReadyPeerInsideACallbackSuppressesItTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  @Test
  void handleRemovesHandle() throws IOException {
    Pipe one = stepped.pipe();
    Pipe two = stepped.pipe();
    int[] peer = new int[1];
    stepped.watch("one", one, () -> assertThat(loop.removeHandle(peer[0])).isTrue());
    peer[0] = stepped.watch("two", two);
    SteppedLoop.write(one);
    SteppedLoop.write(two);
    stepped.step();
    assertThat(stepped.log).containsExactly("one", "two removed");
  }

  @Test
  void handleRemovesTimeout() throws IOException {
    Pipe pipe = stepped.pipe();
    int[] peer = new int[1];
    stepped.watch("handle", pipe, () -> loop.removeTimeout(peer[0]));
    peer[0] = stepped.timeout("timeout", 0);
    SteppedLoop.write(pipe);
    stepped.step();
    assertThat(stepped.log).containsExactly("handle", "timeout removed");
  }

  @Test
  void timeoutRemovesHandle() throws IOException {
    Pipe pipe = stepped.pipe();
    int[] peer = new int[1];
    stepped.timeout("timeout", 0, () -> loop.removeHandle(peer[0]));
    peer[0] = stepped.watch("handle", pipe);
    SteppedLoop.write(pipe);
    stepped.step();
    assertThat(stepped.log).containsExactly("timeout", "handle removed");
  }

  @Test
  void maskThatNoLongerAsksForItSuppressesItToo() throws IOException {
    Pipe one = stepped.pipe();
    Pipe two = stepped.pipe();
    int[] peer = new int[1];
    stepped.watch("one", one, () -> loop.updateHandle(peer[0], 0));
    peer[0] = stepped.watch("two", two);
    SteppedLoop.write(one);
    SteppedLoop.write(two);
    stepped.step(3);
    assertThat(stepped.log).containsExactly("one");
    loop.updateHandle(peer[0], HandleEvents.READABLE);
    stepped.step();
    assertThat(stepped.log).containsExactly("one", "two");
  }

  @Test
  void secondRemoveAndUnknownWatchesAnswerFalse() throws IOException {
    int watch = stepped.watch("w", stepped.pipe());
    assertThat(loop.removeHandle(watch)).isTrue();
    assertThat(loop.removeHandle(watch)).isFalse();
    assertThat(loop.removeHandle(4711)).isFalse();
    loop.updateHandle(watch, 0);
    stepped.step();
    assertThat(stepped.log).containsExactly("w removed");
  }
}
