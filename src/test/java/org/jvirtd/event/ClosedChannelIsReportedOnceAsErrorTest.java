package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.event.HandleEvents.ERROR;
import static org.jvirtd.event.HandleEvents.READABLE;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An invalid descriptor shows up as ERROR (semantics 22), but it must not spin. */
class ClosedChannelIsReportedOnceAsErrorTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;
  private final List<Integer> seen = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  private int watch(Pipe pipe, int events) {
    return loop.addHandle(
        "w", pipe.source(), events, (_, ready) -> seen.add(ready), SteppedLoop.NOTHING);
  }

  @Test
  void whenItsOwnerClosesItUnderTheWatch() throws IOException {
    Pipe pipe = stepped.pipe();
    int watch = watch(pipe, READABLE);
    stepped.step();
    pipe.source().close();
    stepped.step(5);
    assertThat(seen).containsExactly(ERROR);
    assertThat(stepped.plannedNanos).isNegative();
    assertThat(loop.removeHandle(watch)).isTrue();
    stepped.step(2);
    assertThat(stepped.plannedNanos).isNegative();
  }

  @Test
  void rightAfterTheCallbackThatClosesIt() throws IOException {
    Pipe pipe = stepped.pipe();
    loop.addHandle(
        "w",
        pipe.source(),
        READABLE,
        (_, ready) -> {
          seen.add(ready);
          try {
            pipe.source().close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        SteppedLoop.NOTHING);
    SteppedLoop.write(pipe);
    stepped.step();
    stepped.step();
    assertThat(stepped.plannedNanos).as("it does not wait to tell").isZero();
    assertThat(seen).containsExactly(READABLE, ERROR);
  }

  @Test
  void whenItIsClosedBeforeItIsAdded() throws IOException {
    Pipe pipe = stepped.pipe();
    pipe.source().close();
    watch(pipe, READABLE);
    stepped.step(3);
    assertThat(seen).containsExactly(ERROR);
  }

  @Test
  void toEachWatchButNotToADeafOne() throws IOException {
    Pipe pipe = stepped.pipe();
    watch(pipe, READABLE);
    watch(pipe, ERROR);
    int deaf = watch(pipe, 0);
    pipe.source().close();
    stepped.step(4);
    assertThat(seen).containsExactly(ERROR, ERROR);
    loop.updateHandle(deaf, READABLE);
    stepped.step(2);
    assertThat(seen).containsExactly(ERROR, ERROR, ERROR);
  }

  @Test
  void notWhenItWasRemovedFirst() throws IOException {
    for (int i = 0; i < 3; i++) {
      Pipe pipe = stepped.pipe();
      loop.removeHandle(watch(pipe, READABLE));
      pipe.source().close();
    }
    stepped.step(3);
    assertThat(seen).isEmpty();
    assertThat(loop.idleCost()).as("nothing had to be searched for").isZero();
  }

  @Test
  void othersGoOn() throws IOException {
    Pipe closed = stepped.pipe();
    Pipe open = stepped.pipe();
    watch(closed, READABLE);
    stepped.watch("open", open);
    closed.source().close();
    stepped.step(3);
    SteppedLoop.write(open);
    stepped.step();
    assertThat(stepped.log).containsExactly("open");
  }
}
