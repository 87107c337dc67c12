package org.jvirtd.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.Report.Check;
import org.jvirtd.benchmark.Report.Figures;
import org.jvirtd.benchmark.Report.Row;
import org.jvirtd.benchmark.load.Transport;

/** The targets that are not a ratio of rates. */
final class Checks {
  /** With the most idle connections the loss of throughput is at most 10 %, and is to be 5 %. */
  private static final Target LEFT_BESIDE_IDLE = new Target(0.90, 0.95);

  private static final Target HEAP_PER_IDLE = new Target(2048, 2048);

  /** Keys and a session of the JDK's engine are most of it. */
  private static final Target HEAP_PER_IDLE_TLS = new Target(8192, 8192);

  private static final Target P99_RATIO = new Target(1 / 3.0, 1 / 3.0);

  private final String subject;
  private final @Nullable String reference;

  Checks(String subject, @Nullable String reference) {
    this.subject = subject;
    this.reference = reference;
  }

  List<Check> of(List<Row> rows) {
    List<Check> checks = new ArrayList<>();
    for (String transport : rows.stream().map(Row::transport).distinct().toList()) {
      List<Row> mine = rows.stream().filter(row -> row.transport().equals(transport)).toList();
      addIdle(checks, transport, mine.stream().filter(row -> row.id().startsWith("e-")).toList());
      mine.stream()
          .filter(row -> row.id().equals("c") && row.floor() != null)
          .findFirst()
          .flatMap(this::tail)
          .ifPresent(checks::add);
    }
    return checks;
  }

  private void addIdle(List<Check> checks, String transport, List<Row> beside) {
    if (beside.size() < 2) {
      return;
    }
    Row most = beside.getLast();
    double left = rate(most) / rate(beside.getFirst());
    checks.add(
        check(
            most.title() + ": throughput to that beside none",
            transport,
            left,
            LEFT_BESIDE_IDLE,
            LEFT_BESIDE_IDLE.atLeast(left)));
    Double heap = figures(most, subject).heapBytesPerIdle();
    if (heap != null) {
      Target limit = transport.equals(Transport.TLS.toString()) ? HEAP_PER_IDLE_TLS : HEAP_PER_IDLE;
      checks.add(
          check(
              "live heap of an idle connection, bytes",
              transport,
              heap,
              limit,
              limit.atMost(heap)));
    }
  }

  private Optional<Check> tail(Row row) {
    if (reference == null) {
      return Optional.empty();
    }
    double ratio = figures(row, subject).p99Micros() / figures(row, reference).p99Micros();
    return Optional.of(
        check(
            row.title() + ": p99 to that of " + reference,
            row.transport(),
            ratio,
            P99_RATIO,
            P99_RATIO.atMost(ratio)));
  }

  private double rate(Row row) {
    return figures(row, subject).rate().median();
  }

  private static Figures figures(Row row, String daemon) {
    return java.util.Objects.requireNonNull(row.daemons().get(daemon));
  }

  private static Check check(
      String what, String transport, double value, Target target, Target.Verdict verdict) {
    return new Check(what, transport, value, target.floor(), target.goal(), verdict.words());
  }
}
