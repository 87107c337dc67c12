package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Meters that are read together share what they show; later ones do not. */
class AScrapeTakesOneSnapshotTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final AtomicInteger taken = new AtomicInteger();
  private final Snapshot<Integer> snapshot = new Snapshot<>(taken::incrementAndGet, clock::get);

  @Test
  void whatIsReadTogetherIsOfOneMoment() {
    assertThat(snapshot.get()).isEqualTo(1);
    clock.addAndGet(Snapshot.FRESH.toNanos() - 1);
    assertThat(snapshot.get()).isEqualTo(1);
    clock.addAndGet(1);
    assertThat(snapshot.get()).isEqualTo(2);
    assertThat(taken).hasValue(2);
  }
}
