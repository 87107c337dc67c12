package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** libvirt's own can starve (semantics 22 and 26, row 16); this one must not. */
class OnRemovedRunsOnceAndPromptlyTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  @Test
  void neverInsideTheRemove() {
    int timer = stepped.timeout("t", 10);
    loop.removeTimeout(timer);
    assertThat(stepped.log).isEmpty();
    stepped.step(3);
    assertThat(stepped.log).containsExactly("t removed");
  }

  @Test
  void rightAfterTheIterationWhileAZeroTimeoutKeepsTheLoopBusy() {
    stepped.timeout("zero", 0);
    int timer = stepped.timeout("t", 10);
    stepped.step();
    loop.removeTimeout(timer);
    stepped.step();
    assertThat(stepped.log).containsExactly("zero", "zero", "t removed");
  }

  @Test
  void rightAfterTheIterationWhileAHandleKeepsTheLoopBusy() throws IOException {
    Pipe busy = stepped.pipe();
    busy.sink().write(ByteBuffer.allocate(100));
    stepped.watch("busy", busy);
    int timer = stepped.timeout("t", 10);
    int idle = stepped.watch("idle", stepped.pipe());
    stepped.step();
    loop.removeTimeout(timer);
    loop.removeHandle(idle);
    stepped.step();
    assertThat(stepped.log).containsExactly("busy", "busy", "t removed", "idle removed");
  }

  @Test
  void inTheSameIterationWhenACallbackRemovesItself() {
    int[] timer = new int[1];
    timer[0] = stepped.timeout("t", 10, () -> loop.removeTimeout(timer[0]));
    stepped.step();
    assertThat(stepped.log).containsExactly("t", "t removed");
  }

  @Test
  void aRemovalInsideOnRemovedHasItsTurnWithoutWaiting() {
    int second = stepped.timeout("second", 100);
    int first = loop.addTimeout("first", 100, _ -> {}, () -> loop.removeTimeout(second));
    loop.removeTimeout(first);
    stepped.step(2);
    assertThat(stepped.plannedNanos).isZero();
    assertThat(stepped.log).containsExactly("second removed");
  }

  @Test
  void whatIsRemovedBeforeTheFirstIterationIsNotForgotten() throws IOException {
    loop.removeHandle(stepped.watch("w", stepped.pipe()));
    stepped.step();
    assertThat(stepped.plannedNanos).isZero();
    assertThat(stepped.log).containsExactly("w removed");
  }

  @Test
  void theChannelIsTheOwnersAgainWhenItRuns() throws IOException {
    Pipe pipe = stepped.pipe();
    int watch =
        loop.addHandle(
            "w",
            pipe.source(),
            HandleEvents.READABLE,
            (_, _) -> {},
            () -> {
              try {
                assertThat(pipe.source().isRegistered()).isFalse();
                pipe.source().configureBlocking(true);
                stepped.log.add("blocking");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    loop.removeHandle(watch);
    stepped.step();
    assertThat(stepped.failures).isEmpty();
    assertThat(stepped.log).containsExactly("blocking");
  }

  @Test
  void closeRunsWhatIsOutstandingAndRemovesTheRest() throws IOException {
    loop.removeTimeout(stepped.timeout("removed-timer", 5));
    stepped.timeout("timer", 5);
    stepped.watch("watch", stepped.pipe());
    AtomicInteger late = new AtomicInteger();
    int disabled = loop.addTimeout("late", -1, _ -> {}, late::incrementAndGet);
    loop.close();
    loop.close();
    assertThat(stepped.log)
        .containsExactlyInAnyOrder("removed-timer removed", "timer removed", "watch removed");
    assertThat(late).hasValue(1);
    assertThat(loop.removeTimeout(disabled)).isFalse();
    assertThat(loop.stats().handles()).isZero();
    assertThat(loop.stats().timeouts()).isZero();
  }
}
