package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunStopAndCloseTest {

  private final List<Throwable> failures = new ArrayList<>();
  private final NioEventLoop loop =
      new NioEventLoop(
          EventLoopOptions.defaults().withOnFailure((_, failure) -> failures.add(failure)));

  @Test
  void stopEndsTheRunAfterTheIterationUnderWay() {
    int[] calls = new int[2];
    loop.addTimeout(
        "first",
        0,
        _ -> {
          calls[0]++;
          loop.stop();
        },
        () -> {});
    loop.addTimeout("second", 0, _ -> calls[1]++, () -> {});
    loop.run();
    assertThat(calls).containsExactly(1, 1);
    loop.run();
    assertThat(calls).containsExactly(2, 2);
    loop.close();
  }

  @Test
  void stopBeforeRunMakesThatRunReturnAtOnce() {
    int[] calls = new int[1];
    loop.addTimeout(
        "t",
        0,
        _ -> {
          calls[0]++;
          loop.stop();
        },
        () -> {});
    loop.stop();
    loop.run();
    assertThat(calls[0]).isZero();
    loop.run();
    assertThat(calls[0]).isEqualTo(1);
    loop.close();
  }

  @Test
  void onlyOneThreadRunsIt() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    loop.addTimeout("t", 0, _ -> running.countDown(), () -> {});
    Thread thread = new Thread(loop::run);
    thread.start();
    running.await();
    assertThatIllegalStateException().isThrownBy(loop::run);
    assertThatIllegalStateException().isThrownBy(loop::runOnce);
    assertThatIllegalStateException().isThrownBy(loop::close);
    loop.stop();
    thread.join();
    loop.close();
  }

  @Test
  void aCallbackCannotRunOrCloseIt() {
    loop.addTimeout("run", 0, _ -> loop.run(), () -> {});
    loop.addTimeout("runOnce", 0, _ -> loop.runOnce(), () -> {});
    loop.addTimeout("close", 0, _ -> loop.close(), () -> {});
    loop.runOnce();
    assertThat(failures).hasSize(3).hasOnlyElementsOfType(IllegalStateException.class);
    assertThat(loop.inLoop()).isFalse();
    loop.close();
  }

  @Test
  void aClosedLoopTakesNothingAndCannotBeRun() {
    loop.close();
    assertThatIllegalStateException().isThrownBy(() -> loop.addTimeout("t", 0, _ -> {}, () -> {}));
    assertThatIllegalStateException().isThrownBy(loop::run);
    assertThatIllegalStateException().isThrownBy(loop::runOnce);
    loop.stop();
    loop.updateTimeout(1, 0);
    assertThat(loop.inLoop()).isFalse();
  }
}
