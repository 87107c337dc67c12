package org.jvirtd.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.DrainProgress.State;

class DrainProgressTest {
  private final AtomicLong clock = new AtomicLong(-3);
  private final DrainProgress drain = new DrainProgress(clock::get);

  @Test
  void beforeItThereIsNothing() {
    drain.finished();
    drain.timedOut();

    assertThat(drain.state()).isEqualTo(State.NONE);
    assertThat(drain.nanos()).isZero();
    assertThat(drain.limitNanos()).isZero();
    assertThat(drain.timeouts()).isZero();
  }

  @Test
  void itLastsUntilItHasFinished() {
    drain.begun(Duration.ofNanos(100));
    clock.addAndGet(40);
    assertThat(drain.state()).isEqualTo(State.DRAINING);
    assertThat(drain.nanos()).isEqualTo(40);
    assertThat(drain.limitNanos()).isEqualTo(100);

    drain.finished();
    clock.addAndGet(40);
    assertThat(drain.state()).isEqualTo(State.FINISHED);
    assertThat(drain.nanos()).isEqualTo(40);
    assertThat(drain.timeouts()).isZero();
  }

  @Test
  void oneWhoseTimeIsOverStaysSo() {
    drain.begun(Duration.ofNanos(100));
    clock.addAndGet(100);
    drain.timedOut();
    drain.timedOut();
    drain.finished();

    assertThat(drain.state()).isEqualTo(State.TIMED_OUT);
    assertThat(drain.nanos()).isEqualTo(100);
    assertThat(drain.timeouts()).isEqualTo(1);
  }
}
