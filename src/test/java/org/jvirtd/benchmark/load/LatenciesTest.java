package org.jvirtd.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
  @ParameterizedTest
  @ValueSource(
      longs = {1, 63, 64, 127, 128, 129, 255, 256, 1_000, 65_535, 1_000_000, 3_000_000_000L})
  void aDurationIsReadBackWithinASixtyFourth(long nanos) {
    var latencies = new Latencies();
    latencies.add(nanos);

    assertThat(latencies.micros(0.5) * 1000).isCloseTo((double) nanos, within(nanos / 64.0));
  }

  @Test
  void aPercentileIsTheLeastThatSoManyDoNotExceed() {
    var latencies = new Latencies();
    for (int i = 1; i <= 100; i++) {
      latencies.add(i);
    }

    assertThat(latencies.micros(0.5)).isEqualTo(0.050);
    assertThat(latencies.micros(0.99)).isEqualTo(0.099);
    assertThat(latencies.micros(1)).isEqualTo(0.100);
  }

  @Test
  void whatIsLongerThanTheLastSlotCountsInIt() {
    var latencies = new Latencies();
    latencies.add(Long.MAX_VALUE);

    assertThat(latencies.micros(0.5)).isGreaterThan(1e9);
  }

  @Test
  void nothingCountedGivesZero() {
    assertThat(new Latencies().micros(0.5)).isZero();
  }
}
