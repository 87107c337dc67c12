package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short soak: hostile company is not noticed, and nothing is left behind. */
class SoakIT {
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration LENGTH = Duration.ofSeconds(6);

  @Test
  void wellBehavedClientsSeeNothingAndNothingIsLeftBehind() {
    Soak.Result result = Soak.run(WARM_UP, LENGTH, Soak.seed());
    System.out.println(result.table());
    assertThat(result.wrong()).isEmpty();
    assertThat(result.calls()).isGreaterThan(100);
    assertThat(result.faults()).allSatisfy((kind, count) -> assertThat(count).isPositive());
  }

  /** A class that is not there would be counted as none, before and after. */
  @Test
  void whatIsCountedIsThere() throws ClassNotFoundException {
    for (String name : SoakFootprint.COUNTED) {
      assertThat(Class.forName(name).getName()).isEqualTo(name);
    }
  }
}
