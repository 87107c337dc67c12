package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.event.NioEventLoop;

/** The loop's turns for those who ask for its attention. */
class AttentionTest {
  private final NioEventLoop loop = new NioEventLoop();
  private final AtomicInteger checks = new AtomicInteger();
  private final Attention attention = new Attention(loop, checks::incrementAndGet);

  @AfterEach
  void close() {
    loop.close();
  }

  private final class Asking extends Attended {
    private final int again;
    private int turns;

    Asking(int again) {
      this.again = again;
    }

    @Override
    void attend() {
      if (turns++ < again) {
        attention.attend(this);
      }
    }
  }

  @Test
  void whoAsksAgainInItsTurnHasAnother() {
    Asking asking = new Asking(2);
    attention.attend(asking);
    attention.attend(asking);
    loop.runOnce();
    assertThat(asking.turns).isEqualTo(3);
    attention.attend(asking);
    loop.runOnce();
    assertThat(asking.turns).isEqualTo(4);
  }

  @Test
  void whoNeverStopsAskingDoesNotKeepTheLoop() {
    Asking asking = new Asking(Integer.MAX_VALUE);
    attention.attend(asking);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          loop.runOnce();
          loop.runOnce();
        });
    assertThat(asking.turns).isEqualTo(2 * Attention.MOST_A_TURN);
  }

  @Test
  void limitsAreCheckedInTheSameTurnOnce() {
    attention.checkLimits();
    attention.attend(new Asking(Integer.MAX_VALUE));
    attention.checkLimits();
    loop.runOnce();
    assertThat(checks).hasValue(1);
  }
}
