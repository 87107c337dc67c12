package org.jvirtd.observe;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.BoundProcedure;
import org.jvirtd.rpc.ProcedureTable;
import org.jvirtd.rpc.RpcObserver;

/**
 * The calls' histograms, {@code jvirtd_rpc_*}, for Prometheus alone (decision 0012).
 *
 * <p>Every call comes here, so that a call whose procedure was seen before costs a look-up by
 * identity and two recordings, and no memory. There are histograms for each procedure that its
 * program knows and that was ever called; whatever else clients call is counted as "unknown", so
 * that no client can make more of them.
 */
public final class CallMeters implements RpcObserver, MultiCollector {
  private static final MetricMetadata CALLS =
      new MetricMetadata(
          "jvirtd_rpc_calls_seconds", "Calls that were answered, and their time on a worker");
  private static final MetricMetadata LONGEST_CALL =
      new MetricMetadata(
          "jvirtd_rpc_calls_seconds_max",
          "The longest time of a call on a worker, of the last one to two minutes");
  private static final MetricMetadata WAIT =
      new MetricMetadata(
          "jvirtd_rpc_queue_wait_seconds", "Time from a call's being read to a worker's taking it");
  private static final MetricMetadata LONGEST_WAIT =
      new MetricMetadata(
          "jvirtd_rpc_queue_wait_seconds_max",
          "The longest such time of the last one to two minutes");
  private static final String UNKNOWN = "unknown";
  private static final double[] BOUNDS = LatencyHistogram.bounds();

  /** A histogram and its labels. */
  private record Series(Labels labels, LatencyHistogram histogram) {}

  /** The histograms of one procedure: the outcomes', and that of its priority's wait. */
  private record Timers(Series ok, Series error, LatencyHistogram waiting) {}

  private final LongSupplier nanoClock;
  private final Series waitingHigh;
  private final Series waitingOrdinary;

  /** By what was called: a procedure, the table that does not know it, or nothing known. */
  private final Map<Object, Timers> timers = new ConcurrentHashMap<>();

  /**
   * @param nanoClock as {@link System#nanoTime}
   */
  public CallMeters(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.waitingHigh = series("priority", "high");
    this.waitingOrdinary = series("priority", "ordinary");
  }

  @Override
  public void callEnded(
      @Nullable ProcedureTable program,
      @Nullable BoundProcedure procedure,
      Outcome outcome,
      long waitedNanos,
      long ranNanos) {
    Object called = procedure != null ? procedure : program != null ? program : UNKNOWN;
    Timers known = timers.get(called);
    if (known == null) {
      Timers made = timers(program, procedure);
      Timers first = timers.putIfAbsent(called, made);
      known = first == null ? made : first;
    }
    (outcome == Outcome.OK ? known.ok : known.error).histogram.record(ranNanos);
    known.waiting.record(waitedNanos);
  }

  private Timers timers(@Nullable ProcedureTable program, @Nullable BoundProcedure procedure) {
    String programLabel = program == null ? UNKNOWN : ProgramLabel.of(program.name());
    String procedureLabel = procedure == null ? UNKNOWN : procedure.name();
    boolean high = procedure != null && procedure.isHighPriority();
    return new Timers(
        call(programLabel, procedureLabel, "ok"),
        call(programLabel, procedureLabel, "error"),
        (high ? waitingHigh : waitingOrdinary).histogram);
  }

  private Series call(String program, String procedure, String outcome) {
    return series("outcome", outcome, "procedure", procedure, "program", program);
  }

  private Series series(String... labels) {
    return new Series(Labels.of(labels), new LatencyHistogram(nanoClock.getAsLong()));
  }

  // ---- For Prometheus ----

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return List.of(
        MetricFamilyDescriptor.of(MetricType.HISTOGRAM, CALLS),
        MetricFamilyDescriptor.of(MetricType.GAUGE, LONGEST_CALL),
        MetricFamilyDescriptor.of(MetricType.HISTOGRAM, WAIT),
        MetricFamilyDescriptor.of(MetricType.GAUGE, LONGEST_WAIT));
  }

  @Override
  public MetricSnapshots collect() {
    // Of most procedures only one outcome is ever seen, and a scrape costs what its series do.
    List<Series> calls =
        timers.values().stream()
            .flatMap(known -> Stream.of(known.ok, known.error))
            .filter(series -> !series.histogram.isEmpty())
            .toList();
    List<Series> waits = List.of(waitingHigh, waitingOrdinary);
    return MetricSnapshots.of(
        histograms(CALLS, calls),
        longest(LONGEST_CALL, calls),
        histograms(WAIT, waits),
        longest(LONGEST_WAIT, waits));
  }

  private static MetricSnapshot histograms(MetricMetadata metadata, List<Series> all) {
    return new HistogramSnapshot(metadata, all.stream().map(CallMeters::histogram).toList());
  }

  private static HistogramDataPointSnapshot histogram(Series series) {
    return HistogramDataPointSnapshot.builder()
        .labels(series.labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, series.histogram.counts()))
        .sum(Seconds.of(series.histogram.sumNanos()))
        .build();
  }

  private MetricSnapshot longest(MetricMetadata metadata, List<Series> all) {
    long now = nanoClock.getAsLong();
    return new GaugeSnapshot(
        metadata,
        all.stream()
            .map(series ->
                new GaugeDataPointSnapshot(
                    Seconds.of(series.histogram.longestNanos(now)), series.labels, null))
            .toList());
  }
}
