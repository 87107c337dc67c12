package org.jvirtd.observe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How who guesses passwords is slowed down. */
class FailedLoginsTest {
  private long now = Long.MAX_VALUE - 1;
  private final FailedLogins failures = new FailedLogins(Duration.ofSeconds(1), () -> now);

  @Test
  void theDelayDoublesWithEachFailureUpToABoundAndEnds() {
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 32}) {
      failures.onFailure("a");
      assertThat(failures.wait("a")).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(failures.wait("b")).isZero();
      now += Duration.ofSeconds(seconds).toNanos();
      assertThat(failures.wait("a")).isZero();
    }
  }

  @Test
  void successAndTimeAreForgiving() {
    failures.onFailure("a");
    failures.onFailure("a");
    failures.onSuccess("a");
    assertThat(failures.wait("a")).isZero();
    failures.onFailure("a");
    assertThat(failures.wait("a")).isEqualTo(Duration.ofSeconds(1));
    now += Duration.ofHours(1).toNanos();
    failures.onFailure("a");
    assertThat(failures.wait("a")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void addressesAreBoundedAndTheOldestFailureIsForgotten() {
    for (int i = 0; i < 2000; i++) {
      failures.onFailure("address " + i);
    }
    assertThat(failures.size()).isEqualTo(1024);
    assertThat(failures.wait("address 0")).isZero();
    assertThat(failures.wait("address 1999")).isPositive();
  }
}
