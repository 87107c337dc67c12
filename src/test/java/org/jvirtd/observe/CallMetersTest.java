package org.jvirtd.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcObserver.Outcome;

/** What the histograms of calls keep apart, what they put together, and what they cost. */
class CallMetersTest {
  private static final ProcedureTable TABLE = ProcedureTable.of(GateProgram.class);
  private static final BoundProcedure PASS = TABLE.get("pass");
  private static final Offset<Double> EXACTLY = within(1e-9);
  private static final String CALLS = "jvirtd_rpc_calls_seconds";

  private final AtomicLong clock = new AtomicLong(-7);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CallMeters meters = new CallMeters(clock::get);

  @BeforeEach
  void register() {
    registry.register(meters);
  }

  @Test
  void aCallIsTimedUnderItsProgramProcedureAndOutcome() {
    meters.callEnded(TABLE, PASS, Outcome.OK, 3_000_000, 5_000_000);
    meters.callEnded(TABLE, PASS, Outcome.ERROR, 4_000_000, 6_000_000);
    meters.callEnded(TABLE, PASS, Outcome.OK, 5_000_000, 7_000_000);

    assertThat(calls("gate", "pass", "ok").getCount()).isEqualTo(2);
    assertThat(calls("gate", "pass", "ok").getSum()).isEqualTo(0.012, EXACTLY);
    assertThat(calls("gate", "pass", "error").getSum()).isEqualTo(0.006, EXACTLY);
    assertThat(waited("ordinary").getSum()).isEqualTo(0.012, EXACTLY);
    assertThat(waited("high").getCount()).isZero();
  }

  @Test
  void aBucketHoldsWhatTookUpToItsBound() {
    for (long nanos : new long[] {0, 100_000, 100_001, 1_000_000, 20_000_000_000L}) {
      meters.callEnded(TABLE, PASS, Outcome.OK, 0, nanos);
    }
    var buckets = calls("gate", "pass", "ok").getClassicBuckets();
    assertThat(IntStream.range(0, buckets.size()).mapToDouble(buckets::getUpperBound).toArray())
        .containsExactly(0.0001, 0.001, 0.005, 0.025, 0.1, 1, 10, Double.POSITIVE_INFINITY);
    assertThat(IntStream.range(0, buckets.size()).mapToLong(buckets::getCount).toArray())
        .containsExactly(2L, 2L, 0L, 0L, 0L, 0L, 0L, 1L);
  }

  @Test
  void theLongestIsForgottenAfterOneToTwoMinutes() {
    long lately = LatencyHistogram.LATELY.toNanos();
    meters.callEnded(TABLE, PASS, Outcome.OK, 1_000, 5_000_000_000L);
    meters.callEnded(TABLE, PASS, Outcome.OK, 2_000, 1_000_000_000L);
    assertThat(longest()).isEqualTo(5);
    clock.addAndGet(lately);
    assertThat(longest()).isEqualTo(5);
    meters.callEnded(TABLE, PASS, Outcome.OK, 2_000, 2_000_000_000L);
    clock.addAndGet(lately - 1);
    assertThat(longest()).isEqualTo(5);
    clock.addAndGet(1);
    assertThat(longest()).isEqualTo(2);
    clock.addAndGet(lately);
    assertThat(longest()).isZero();
  }

  @Test
  void whatNobodyKnowsMakesNoMoreThanOneProcedureOfEachProgram() {
    for (int i = 0; i < 100; i++) {
      meters.callEnded(TABLE, null, Outcome.ERROR, 1, 1);
      meters.callEnded(null, null, Outcome.ERROR, 1, 1);
    }
    assertThat(calls("gate", "unknown", "error").getCount()).isEqualTo(100);
    assertThat(calls("unknown", "unknown", "error").getCount()).isEqualTo(100);
    // Nothing of what did not happen: a call of an unknown procedure cannot succeed.
    assertThat(points(CALLS)).hasSize(2);
  }

  @Test
  void nothingIsLostWhenManyWorkersRecordAtATime() throws Exception {
    int workers = 8;
    int each = 50_000;
    try (var threads = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> recording =
          IntStream.range(0, workers)
              .<Future<?>>mapToObj(worker -> threads.submit(() -> recordSome(each)))
              .toList();
      for (Future<?> end : recording) {
        end.get(60, TimeUnit.SECONDS);
      }
    }
    var calls = calls("gate", "pass", "ok");
    assertThat(calls.getCount()).isEqualTo((long) workers * each);
    assertThat(calls.getSum()).isEqualTo(workers * each * 2_000_000e-9, within(1e-6));
  }

  private void recordSome(int times) {
    for (int i = 0; i < times; i++) {
      meters.callEnded(TABLE, PASS, Outcome.OK, 1_000, 2_000_000);
    }
  }

  @Test
  void aProcedureThatWasCalledBeforeCostsNoMemory() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      meters.callEnded(TABLE, PASS, Outcome.OK, i, i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      meters.callEnded(TABLE, PASS, Outcome.OK, i, i);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    // Less than a tenth of a byte a call: the measuring itself allocates a little.
    assertThat(bytes).isLessThan(1_000);
  }

  private HistogramDataPointSnapshot calls(String program, String procedure, String outcome) {
    return (HistogramDataPointSnapshot) point(CALLS, labels(program, procedure, outcome));
  }

  private double longest() {
    return ((GaugeDataPointSnapshot) point(CALLS + "_max", labels("gate", "pass", "ok")))
        .getValue();
  }

  private HistogramDataPointSnapshot waited(String priority) {
    return (HistogramDataPointSnapshot)
        point("jvirtd_rpc_queue_wait_seconds", Labels.of("priority", priority));
  }

  private static Labels labels(String program, String procedure, String outcome) {
    return Labels.of("outcome", outcome, "procedure", procedure, "program", program);
  }

  private DataPointSnapshot point(String name, Labels labels) {
    return points(name).stream()
        .filter(point -> point.getLabels().equals(labels))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + labels));
  }

  private List<? extends DataPointSnapshot> points(String name) {
    return registry.scrape(name::equals).stream().findFirst().orElseThrow().getDataPoints();
  }
}
