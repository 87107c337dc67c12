package org.jvirtd.benchmark;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run, as they stand in the JSON file.
 *
 * @param subject the daemon whose ratio to the {@code reference} is given
 * @param reference null if only one was measured
 * @param notes what there is to know of the rows beside the figures
 */
public record Report(
    String commit,
    String date,
    Machine machine,
    String subject,
    @Nullable String reference,
    Map<String, String> versions,
    Rules rules,
    List<String> notes,
    List<Row> rows,
    List<Check> checks) {

  public Report {
    versions = Map.copyOf(versions);
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
  }

  /** How it was measured. */
  public record Rules(
      int rounds, double seconds, double leadInSeconds, double othersCores, List<String> options) {
    public Rules {
      options = List.copyOf(options);
    }
  }

  /** One scenario by one transport. */
  public record Row(
      String id,
      String title,
      String transport,
      String unit,
      Map<String, Figures> daemons,
      @Nullable Spread ratio,
      @Nullable Double floor,
      @Nullable Double goal,
      @Nullable String verdict,
      int rounds,
      int thrownAway,
      int disturbed) {
    public Row {
      daemons = Map.copyOf(daemons);
    }
  }

  /** What one daemon reached in a row; per unit is per call, session or delivered event. */
  public record Figures(
      Spread rate,
      double p50Micros,
      double p99Micros,
      double p999Micros,
      double cpuMicrosPerUnit,
      double switchesPerUnit,
      @Nullable Double heapBytesPerIdle,
      @Nullable Double residentBytesPerIdle) {}

  /** The median of the rounds, and their extremes. */
  public record Spread(double median, double min, double max) {
    static Spread of(double... values) {
      double[] sorted = values.clone();
      java.util.Arrays.sort(sorted);
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
  }

  /** A figure that is no ratio of rates, with its target. */
  public record Check(
      String what, String transport, double value, double floor, double goal, String verdict) {}
}
