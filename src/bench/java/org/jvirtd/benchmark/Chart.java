package org.jvirtd.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.Report.Row;
import org.jvirtd.benchmark.Report.Spread;

/**
 * The ratios as an SVG picture: a bar per row on a logarithmic scale, those of a scenario together,
 * a line from the least to the most of its rounds, and marks for floor and goal. Its colours follow
 * the reader's light or dark scheme. Without a reference there are no ratios, and the bars show
 * rates; a row that the reference had no part in has no bar beside those that it had.
 */
final class Chart {
  private static final int WIDTH = 960;
  private static final int LABELS = 445;
  private static final int RIGHT = 90;
  private static final int TOP = 64;
  private static final int LINE = 17;
  private static final int GAP = 9;
  private static final int BAR = 11;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-size: 16px; font-weight: 600; }
        .faint { fill: #59636e; }
        .grid { stroke: #d1d9e0; }
        .one { stroke: #59636e; stroke-width: 1.5; }
        .tcp { fill: #2f6fd0; } .unix { fill: #7aa7e8; } .tls { fill: #8250df; }
        .spread { stroke: #1f2328; stroke-width: 1.5; }
        .floor { stroke: #b35900; stroke-width: 2.5; }
        .goal { stroke: #1a7f37; stroke-width: 2.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .faint { fill: #9198a1; }
          .grid { stroke: #3d444d; }
          .one { stroke: #9198a1; }
          .tcp { fill: #4a90ff; } .unix { fill: #2b5a9e; } .tls { fill: #a475f9; }
          .spread { stroke: #e6edf3; }
          .floor { stroke: #f0883e; }
          .goal { stroke: #3fb950; }
        }
      </style>
      """;

  private final Report report;
  private final double low;
  private final double high;
  private final StringBuilder svg = new StringBuilder();

  private Chart(Report report) {
    this.report = report;
    List<Spread> spreads = report.rows().stream().filter(this::isDrawn).map(this::spread).toList();
    double least = spreads.stream().mapToDouble(Spread::min).filter(v -> v > 0).min().orElse(1);
    double most = spreads.stream().mapToDouble(Spread::max).max().orElse(1);
    double goals = report.rows().stream().mapToDouble(r -> or(r.goal(), 1)).max().orElse(1);
    low = Math.pow(10, Math.floor(Math.log10(least)));
    high = Math.pow(10, Math.ceil(Math.log10(Math.max(most, Math.max(goals, 10)))));
  }

  static String of(Report report) {
    return new Chart(report).draw();
  }

  private String draw() {
    Map<String, List<Row>> scenarios =
        report.rows().stream()
            .collect(Collectors.groupingBy(Row::id, LinkedHashMap::new, Collectors.toList()));
    int height = TOP + report.rows().size() * LINE + scenarios.size() * GAP + 64;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\">%n<title>%s</title>%n",
        WIDTH, height, WIDTH, height, escaped(title()));
    svg.append(STYLE);
    text(16, 24, "title", title());
    text(
        16,
        44,
        "faint",
        text(
            "%s, %s, %d cores, %s",
            report.commit(),
            report.machine().cpu(),
            report.machine().cores(),
            report.date().substring(0, 10)));
    grid(TOP - 6, height - 56);
    int y = TOP;
    for (List<Row> scenario : scenarios.values()) {
      text(16, y + BAR, "", scenario.getFirst().id() + "  " + scenario.getFirst().title());
      for (Row row : scenario) {
        row(row, y);
        y += LINE;
      }
      y += GAP;
    }
    legend(height - 12);
    return svg.append("</svg>\n").toString();
  }

  private String title() {
    return report.reference() == null
        ? report.subject() + ", per second"
        : "Throughput of " + report.subject() + ", in multiples of " + report.reference();
  }

  private void grid(int from, int to) {
    for (double decade = low; decade <= high * 1.0001; decade *= 10) {
      double x = x(decade);
      boolean isOne = Math.abs(decade - 1) < 1e-9;
      line(x, from, x, to, isOne && report.reference() != null ? "one" : "grid");
      text((int) x - 8, to + 14, "faint", text(decade < 1 ? "%.1f×" : "%,.0f×", decade));
    }
  }

  private boolean isDrawn(Row row) {
    return report.reference() == null || row.ratio() != null;
  }

  private void row(Row row, int y) {
    text(LABELS - 36, y + BAR, "faint", row.transport());
    if (!isDrawn(row)) {
      text(LABELS + 8, y + BAR, "faint", report.subject() + " alone: see the table");
      return;
    }
    Spread spread = spread(row);
    double end = x(spread.median());
    double start = report.reference() == null ? LABELS : x(1);
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
        row.transport(), Math.min(start, end), y + 2, Math.abs(end - start), BAR);
    line(x(spread.min()), y + 8, x(spread.max()), y + 8, "spread");
    if (report.reference() != null) {
      mark(row.floor(), y, "floor");
      mark(row.goal(), y, "goal");
    }
    text(
        WIDTH - RIGHT + 12,
        y + BAR,
        "",
        report.reference() == null
            ? text("%,.0f", spread.median())
            : text(spread.median() < 10 ? "%.2f×" : "%.0f×", spread.median()));
  }

  private void legend(int y) {
    if (report.reference() == null) {
      return;
    }
    line(16, y - 10, 16, y + 2, "floor");
    text(24, y, "faint", "floor");
    line(80, y - 10, 80, y + 2, "goal");
    text(88, y, "faint", "goal");
    line(144, y - 4, 168, y - 4, "spread");
    text(176, y, "faint", "from the least to the most of the rounds");
  }

  private void mark(@Nullable Double value, int y, String kind) {
    if (value != null) {
      line(x(value), y, x(value), y + LINE - 2, kind);
    }
  }

  private Spread spread(Row row) {
    Spread ratio = row.ratio();
    return ratio != null
        ? ratio
        : java.util.Objects.requireNonNull(row.daemons().get(report.subject())).rate();
  }

  private double x(double value) {
    double share = Math.log10(Math.clamp(value, low, high) / low) / Math.log10(high / low);
    return LABELS + share * (WIDTH - RIGHT - LABELS);
  }

  private void line(double x1, double y1, double x2, double y2, String kind) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        kind, x1, y1, x2, y2);
  }

  private void text(int x, int y, String kind, String words) {
    add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, y, escaped(words));
  }

  @SuppressWarnings("AnnotateFormatMethod") // would be a dependency
  private void add(String format, Object... values) {
    svg.append(text(format, values));
  }

  @SuppressWarnings("AnnotateFormatMethod") // would be a dependency
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static double or(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
