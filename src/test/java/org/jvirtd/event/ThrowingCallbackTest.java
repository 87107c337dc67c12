package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrowingCallbackTest {

  private final SteppedLoop stepped = new SteppedLoop();

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  private static int overflow(int depth) {
    return depth < 0 ? depth : overflow(depth + 1) + 1;
  }

  @Test
  void isCountedAndHandedOverAndTheOthersStillRun() throws IOException {
    Pipe pipe = stepped.pipe();
    SteppedLoop.write(pipe);
    stepped.watch(
        "handle",
        pipe,
        () -> {
          throw new IllegalStateException("boom");
        });
    int[] timer = new int[1];
    timer[0] =
        stepped.loop.addTimeout(
            "timer",
            0,
            _ -> {
              stepped.loop.removeTimeout(timer[0]);
              assertThat(overflow(0)).isZero();
            },
            () -> {
              throw new AssertionError("in onRemoved");
            });
    stepped.timeout("last", 0);
    stepped.step();
    assertThat(stepped.log).containsExactly("handle", "last");
    assertThat(stepped.failures)
        .hasExactlyElementsOfTypes(
            IllegalStateException.class, StackOverflowError.class, AssertionError.class);
    assertThat(stepped.loop.stats().failedCallbacks()).isEqualTo(3);
    stepped.step();
    assertThat(stepped.log).containsExactly("handle", "last", "last");
  }

  @Test
  void aTimeoutThatThrowsKeepsItsPeriod() {
    stepped.timeout(
        "t",
        100,
        () -> {
          throw new IllegalStateException("boom");
        });
    stepped.step(3);
    assertThat(stepped.log).containsExactly("t", "t", "t");
  }

  @Test
  void aFailureHandlerThatThrowsDoesNotEndTheLoop() {
    try (NioEventLoop loop =
        new NioEventLoop(
            EventLoopOptions.defaults()
                .withOnFailure((_, _) -> {
                  throw new IllegalStateException("again");
                }))) {
      loop.addTimeout(
          "t",
          0,
          _ -> {
            throw new IllegalStateException("boom");
          },
          () -> {});
      loop.runOnce();
      loop.runOnce();
      assertThat(loop.stats().timeoutCallbacks()).isEqualTo(2);
      assertThat(loop.stats().failedCallbacks()).isEqualTo(4);
    }
  }
}
