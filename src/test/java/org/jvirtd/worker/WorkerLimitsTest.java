package org.jvirtd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkerLimitsTest {

  @Test
  void theDefaultsAreLibvirts() {
    assertThat(WorkerLimits.DEFAULT).isEqualTo(new WorkerLimits(5, 20, 5));
  }

  @Test
  void minMayEqualMax() {
    assertThat(new WorkerLimits(3, 3, 0).min()).isEqualTo(3);
  }

  @Test
  void minAboveMaxIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerLimits(4, 3, 0))
        .withMessageContaining("4 > 3");
  }

  @Test
  void aMaximumOfZeroIsRefusedWithTheReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerLimits(0, 0, 0))
        .withMessageContaining("never run on the event loop");
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerLimits(-1, 3, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerLimits(1, -3, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerLimits(1, 3, -1));
  }

  @Test
  void moreThanAKernelGrantsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerLimits(0, WorkerLimits.MOST + 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerLimits(0, 1, WorkerLimits.MOST + 1));
  }
}
