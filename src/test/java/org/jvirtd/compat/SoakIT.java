package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short soak: hostile company is not noticed, and nothing is left behind. */
class SoakIT {
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration LENGTH = Duration.ofSeconds(8);

  @Test
  void wellBehavedClientsSeeNothingAndNothingIsLeftBehind() {
    Soak.Result result = Soak.run(WARM_UP, LENGTH, Soak.seed());
    System.out.println(result.table());
    assertThat(result.errors()).isEmpty();
    assertThat(result.leaks()).isEmpty();
    assertThat(result.calls()).isGreaterThan(100);
    assertThat(result.faults()).allSatisfy((kind, count) -> assertThat(count).isPositive());
  }
}
