package org.jvirtd.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutPeriodTest {

  private final SteppedLoop stepped = new SteppedLoop();
  private final NioEventLoop loop = stepped.loop;

  @AfterEach
  void close() throws IOException {
    stepped.close();
  }

  @Test
  void firesAgainAndAgain() {
    long start = stepped.now();
    stepped.timeout("t", 100);
    stepped.step(3);
    assertThat(stepped.log).containsExactly("t", "t", "t");
    assertThat(stepped.now() - start).isEqualTo(300_000_000L);
  }

  @Test
  void lateOnesDoNotCatchUp() {
    stepped.timeout("t", 100);
    stepped.passMillis(1050);
    stepped.step();
    assertThat(stepped.log).containsExactly("t");
    long fired = stepped.now();
    stepped.step();
    assertThat(stepped.log).containsExactly("t", "t");
    assertThat(stepped.now() - fired).isEqualTo(100_000_000L);
  }

  @Test
  void periodCountsFromTheStartOfTheCallback() {
    stepped.timeout("t", 100, () -> stepped.passMillis(30));
    stepped.step();
    stepped.step();
    assertThat(stepped.plannedNanos).isEqualTo(70_000_000L);
  }

  @Test
  void anUpdateToTheSamePeriodRestartsIt() {
    int timer = stepped.timeout("t", 100);
    stepped.passMillis(60);
    loop.updateTimeout(timer, 100);
    stepped.step();
    assertThat(stepped.plannedNanos).isEqualTo(100_000_000L);
  }

  @Test
  void anUpdateOfADueTimeoutInsideThePassRestartsIt() {
    int[] late = new int[1];
    stepped.timeout("first", 100, () -> loop.updateTimeout(late[0], 100));
    late[0] = stepped.timeout("late", 100);
    stepped.step();
    assertThat(stepped.log).containsExactly("first");
  }

  @Test
  void disabledNeverFires() {
    int timer = stepped.timeout("t", EventLoop.DISABLED);
    stepped.step();
    assertThat(stepped.plannedNanos).isNegative();
    loop.updateTimeout(timer, 10);
    loop.updateTimeout(timer, EventLoop.DISABLED);
    stepped.passMillis(1000);
    stepped.step();
    assertThat(stepped.plannedNanos).isNegative();
    assertThat(stepped.log).isEmpty();
  }

  @Test
  void zeroFiresInEveryIterationWithoutWaiting() {
    stepped.timeout("zero", 0);
    stepped.timeout("slow", 100);
    stepped.step(3);
    assertThat(stepped.plannedNanos).isZero();
    assertThat(stepped.log).containsExactly("zero", "zero", "zero");
  }

  @Test
  void oneThatIsBornInAPassDoesNotRunInIt() {
    stepped.timeout(
        "parent",
        100,
        () -> {
          if (stepped.log.size() == 1) {
            stepped.timeout("child", 0);
          }
        });
    stepped.step();
    assertThat(stepped.log).containsExactly("parent");
    stepped.step();
    assertThat(stepped.log).containsExactly("parent", "child");
  }

  @Test
  void oneThatIsSetToZeroInAPassDoesNotRunInIt() {
    int flush = stepped.timeout("flush", EventLoop.DISABLED);
    stepped.timeout("other", 100, () -> loop.updateTimeout(flush, 0));
    stepped.step();
    assertThat(stepped.log).containsExactly("other");
    stepped.step();
    assertThat(stepped.log).containsExactly("other", "flush");
  }

  @Test
  void zeroThatDisablesItselfRunsOncePerRequest() {
    int[] flush = new int[1];
    flush[0] = stepped.timeout("flush", -1, () -> loop.updateTimeout(flush[0], -1));
    loop.updateTimeout(flush[0], 0);
    loop.updateTimeout(flush[0], 0);
    stepped.step(3);
    assertThat(stepped.log).containsExactly("flush");
    loop.updateTimeout(flush[0], 0);
    stepped.step(3);
    assertThat(stepped.log).containsExactly("flush", "flush");
  }

  @Test
  void repeatedRequestsForZeroDoNotPostponeTheRun() {
    // Else workers that ask without a pause could keep the flush from ever running.
    int[] flush = new int[1];
    stepped.timeout("first", 0, () -> loop.updateTimeout(flush[0], 0));
    flush[0] = stepped.timeout("flush", 0);
    stepped.step();
    assertThat(stepped.log).containsExactly("first", "flush");
  }

  @Test
  void zeroThatIsDisabledInThePassDoesNotRun() {
    int[] zero = new int[1];
    stepped.timeout("first", 0, () -> loop.updateTimeout(zero[0], -1));
    zero[0] = stepped.timeout("zero", 0);
    stepped.step();
    assertThat(stepped.log).containsExactly("first");
  }

  @Test
  void unknownTimersAreIgnored() {
    loop.updateTimeout(77, 1);
    assertThat(loop.removeTimeout(77)).isFalse();
  }

  @Test
  void aPeriodBelowDisabledIsRefused() {
    int timer = stepped.timeout("t", 5);
    assertThatIllegalArgumentException().isThrownBy(() -> stepped.timeout("bad", -2));
    assertThatIllegalArgumentException().isThrownBy(() -> loop.updateTimeout(timer, -2));
  }

  @Test
  void theLongestPeriodDoesNotOverflow() {
    stepped.timeout("t", Integer.MAX_VALUE);
    stepped.passMillis(1);
    stepped.step();
    assertThat(stepped.plannedNanos).isEqualTo((Integer.MAX_VALUE - 1L) * 1_000_000);
  }
}
