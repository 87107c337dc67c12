package org.jvirtd.benchmark;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.Report.Check;
import org.jvirtd.benchmark.Report.Figures;
import org.jvirtd.benchmark.Report.Row;
import org.jvirtd.benchmark.Report.Spread;

/** The results as text: while they come, and as tables in Markdown. */
final class TextTable {
  private static final String DAEMON_LINE =
      "      %-9s %,12.0f %-10s  p50 %,10.1f  p99 %,10.1f  p99.9 %,10.1f us  cpu %7.2f us"
          + "  switches %6.3f%s";

  private TextTable() {}

  /** A row as it appears while the run goes on. */
  static String line(Row row) {
    return text(
            "%-10s %-4s %s%s%s%s",
            row.id(), row.transport(), row.title(), ratio(row), target(row), noise(row))
        + row.daemons().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> "\n" + daemon(e.getKey(), e.getValue(), row.unit()))
            .collect(Collectors.joining());
  }

  /** The checks, which need the whole run. */
  static String checks(Report report) {
    return report.checks().stream()
        .map(c ->
            text(
                "%s (%s): %s, floor %s, goal %s: %s",
                c.what(),
                c.transport(),
                number(c.value()),
                number(c.floor()),
                number(c.goal()),
                c.verdict()))
        .collect(Collectors.joining("\n"));
  }

  /** The report for people. */
  static String markdown(Report report) {
    return head(report)
        + report.notes().stream().map(note -> note + ".\n\n").collect(Collectors.joining())
        + ratios(report)
        + "\n"
        + checkTable(report)
        + """

        What each daemon reached, by itself. Latencies are in microseconds; CPU time and context switches are the \
        daemon's own, for one call, session or delivered event.

        """
        + figures(report);
  }

  private static String head(Report report) {
    Machine machine = report.machine();
    return text(
        """
        Commit `%s`, %s. %s, %d cores, %,d MiB, Linux %s, %s. Load average before the run: %.2f. %s.
        %d rounds of %s s each count, after %s s of lead-in; a round with more than %s cores in use by \
        others is thrown away.

        """,
        report.commit(),
        report.date(),
        machine.cpu(),
        machine.cores(),
        machine.memoryMebibytes(),
        machine.kernel(),
        machine.jdk(),
        machine.load(),
        report.versions().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining("; ")),
        report.rules().rounds(),
        number(report.rules().seconds()),
        number(report.rules().leadInSeconds()),
        number(report.rules().othersCores()));
  }

  private static String ratios(Report report) {
    StringBuilder table =
        new StringBuilder(
            """
            | | what | by | ratio | from – to | floor | goal | | thrown away | disturbed |
            |---|---|---|---:|---|---:|---:|---|---:|---:|
            """);
    for (Row row : report.rows()) {
      Spread ratio = row.ratio();
      table.append(
          text(
              "| %s | %s | %s | %s | %s | %s | %s | %s | %d | %d |%n",
              row.id(),
              row.title(),
              row.transport(),
              ratio == null ? "" : "**" + number(ratio.median()) + "**",
              ratio == null ? "" : number(ratio.min()) + " – " + number(ratio.max()),
              optional(row.floor()),
              optional(row.goal()),
              row.verdict() == null ? "" : row.verdict(),
              row.thrownAway(),
              row.disturbed()));
    }
    return table.toString();
  }

  private static String checkTable(Report report) {
    StringBuilder table =
        new StringBuilder(
            """
            | what | by | value | floor | goal | |
            |---|---|---:|---:|---:|---|
            """);
    for (Check check : report.checks()) {
      table.append(
          text(
              "| %s | %s | %s | %s | %s | %s |%n",
              check.what(),
              check.transport(),
              number(check.value()),
              number(check.floor()),
              number(check.goal()),
              check.verdict()));
    }
    return table.toString();
  }

  private static String figures(Report report) {
    StringBuilder table =
        new StringBuilder(
            """
            | | by | daemon | rate | from – to | p50 | p99 | p99.9 | CPU, µs | switches | heap / idle | RSS / idle |
            |---|---|---|---:|---|---:|---:|---:|---:|---:|---:|---:|
            """);
    for (Row row : report.rows()) {
      row.daemons().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> table.append(figures(row, e.getKey(), e.getValue())));
    }
    return table.toString();
  }

  private static String figures(Row row, String daemon, Figures f) {
    return text(
        "| %s | %s | %s | %s %s | %s – %s | %s | %s | %s | %s | %s | %s | %s |%n",
        row.id(),
        row.transport(),
        daemon,
        number(f.rate().median()),
        row.unit(),
        number(f.rate().min()),
        number(f.rate().max()),
        number(f.p50Micros()),
        number(f.p99Micros()),
        number(f.p999Micros()),
        number(f.cpuMicrosPerUnit()),
        number(f.switchesPerUnit()),
        optional(f.heapBytesPerIdle()),
        optional(f.residentBytesPerIdle()));
  }

  private static String daemon(String name, Figures f, String unit) {
    String idle =
        f.residentBytesPerIdle() == null
            ? ""
            : "  per idle: heap "
                + optional(f.heapBytesPerIdle())
                + ", resident "
                + optional(f.residentBytesPerIdle())
                + " bytes";
    return text(
        DAEMON_LINE,
        name,
        f.rate().median(),
        unit,
        f.p50Micros(),
        f.p99Micros(),
        f.p999Micros(),
        f.cpuMicrosPerUnit(),
        f.switchesPerUnit(),
        idle);
  }

  private static String ratio(Row row) {
    Spread ratio = row.ratio();
    return ratio == null
        ? ""
        : text(
            ": %s times (%s – %s)",
            number(ratio.median()), number(ratio.min()), number(ratio.max()));
  }

  private static String target(Row row) {
    return row.floor() == null
        ? ""
        : text(
            "; floor %s, goal %s%s",
            optional(row.floor()),
            optional(row.goal()),
            row.verdict() == null ? "" : ": " + row.verdict());
  }

  private static String noise(Row row) {
    return text(
        " [%d rounds, %d thrown away%s]",
        row.rounds(),
        row.thrownAway(),
        row.disturbed() == 0 ? "" : ", " + row.disturbed() + " DISTURBED");
  }

  private static String optional(@Nullable Double value) {
    return value == null ? "" : number(value);
  }

  /** Three digits that matter, or all of an integer's. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return text("%,.0f", value);
    }
    return text(size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", value);
  }

  @SuppressWarnings("AnnotateFormatMethod") // would be a dependency
  private static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
