package org.jvirtd.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.benchmark.Match.Played;
import org.jvirtd.benchmark.Match.Turn;
import org.jvirtd.benchmark.Report.Figures;
import org.jvirtd.benchmark.Report.Row;
import org.jvirtd.benchmark.Report.Spread;
import org.jvirtd.benchmark.load.Latencies;
import org.jvirtd.benchmark.load.Load;
import org.jvirtd.benchmark.load.Transport;
import org.jvirtd.benchmark.server.Daemon;

/** All rows, on one daemon or two. The first is the subject, the second the reference. */
final class Run {
  private static final Scenario.Work WARM_UP = new Scenario.Calls(64, 5, 0, 1, Call.LIB_VERSION);

  /** Daemons that are asked by a transport: each is warmed up before the first row. */
  private record Asked(List<Stage> stages, Transport transport) {}

  private final Settings settings;
  private final Stages stages;
  private final Consumer<Row> listener;
  private final Match match;
  private final Set<Asked> warm = new HashSet<>();

  /** What each daemon occupied in the last row without idle connections, by its name. */
  private final Map<String, Stage.Memory> alone = new HashMap<>();

  /**
   * @param listener told each row when it is there
   */
  Run(Settings settings, Stages stages, Consumer<Row> listener) {
    this.settings = settings;
    this.stages = stages;
    this.listener = listener;
    match = new Match(settings);
  }

  Report report(List<String> options) throws IOException {
    Machine machine = Machine.here();
    List<Row> rows = rows();
    String subject = stages.open().getFirst().name();
    String reference = stages.open().size() > 1 ? stages.open().get(1).name() : null;
    List<Report.Check> checks = new ArrayList<>(new Checks(subject, reference).of(rows));
    checks.addAll(new Allocation(settings).of(stages.open().getFirst()));
    Map<String, String> versions = new LinkedHashMap<>();
    stages.open().forEach(stage -> versions.put(stage.name(), stage.daemon().version()));
    return new Report(
        Machine.commit(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        machine,
        subject,
        reference,
        versions,
        new Report.Rules(
            settings.rounds(),
            seconds(settings.seconds()),
            seconds(settings.leadIn()),
            settings.others(),
            options),
        stages.notes(),
        rows,
        checks);
  }

  private void warmUp(List<Stage> asked, Transport transport) throws IOException {
    if (warm.add(new Asked(asked, transport))) {
      for (Stage stage : asked) {
        try (Load load = stage.prepare(WARM_UP, transport)) {
          Match.warmUp(load, settings.warmUp());
        }
      }
    }
  }

  private List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Transport transport : settings.transports()) {
      for (Scenario scenario : Scenario.all(settings.small())) {
        if (settings.wants(scenario, transport)) {
          Row row = row(scenario, transport);
          listener.accept(row);
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private Row row(Scenario scenario, Transport transport) throws IOException {
    List<Stage> asked = stages.of(scenario);
    warmUp(asked, transport);
    List<Load> loads = new ArrayList<>();
    try {
      for (Stage stage : asked) {
        loads.add(stage.prepare(scenario.work(), transport));
      }
      List<Long> pids = asked.stream().map(Stage::daemon).map(Daemon::pid).toList();
      return row(scenario, transport, asked, match.play(loads, pids));
    } finally {
      for (Load load : loads) {
        load.close();
      }
    }
  }

  private Row row(Scenario scenario, Transport transport, List<Stage> asked, Played played)
      throws IOException {
    Map<String, Figures> daemons = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      int of = i;
      List<Turn> turns = played.counting().stream().map(round -> round.turns().get(of)).toList();
      daemons.put(asked.get(i).name(), figures(turns, perIdle(scenario, asked.get(i))));
    }
    Spread ratio = asked.size() > 1 ? ratio(played) : null;
    Target target = scenario.targetBy(transport);
    return new Row(
        scenario.id(),
        scenario.title(),
        transport.toString(),
        scenario.unit(),
        daemons,
        ratio,
        target == null ? null : target.floor(),
        target == null ? null : target.goal(),
        ratio == null || target == null ? null : target.atLeast(ratio.median()).words(),
        played.counting().size(),
        played.thrownAway(),
        played.disturbed());
  }

  /** What an idle connection occupies; null in rows that have none. */
  private Stage.@Nullable Memory perIdle(Scenario scenario, Stage stage) throws IOException {
    if (!(scenario.work() instanceof Scenario.Calls calls) || !scenario.group().equals("e")) {
      return null;
    }
    Stage.Memory now = stage.memory();
    if (calls.idle() == 0) {
      alone.put(stage.name(), now);
      return null;
    }
    Stage.Memory before = alone.get(stage.name());
    return before == null ? null : now.perOne(before, calls.idle());
  }

  private static Figures figures(List<Turn> turns, Stage.@Nullable Memory perIdle) {
    Latencies latencies = new Latencies();
    turns.forEach(turn -> latencies.addAll(turn.counted().latencies()));
    double units = turns.stream().mapToLong(turn -> turn.counted().units()).sum();
    double cpu = turns.stream().mapToDouble(turn -> turn.used().cpuSeconds()).sum();
    double switches = turns.stream().mapToLong(turn -> turn.used().switches()).sum();
    return new Figures(
        Spread.of(turns.stream().mapToDouble(turn -> turn.counted().rate()).toArray()),
        latencies.micros(0.5),
        latencies.micros(0.99),
        latencies.micros(0.999),
        1e6 * cpu / Math.max(1, units),
        switches / Math.max(1, units),
        perIdle == null || perIdle.heapBytes().isEmpty()
            ? null
            : (double) perIdle.heapBytes().getAsLong(),
        perIdle == null ? null : (double) perIdle.residentBytes());
  }

  private static Spread ratio(Played played) {
    return Spread.of(
        played.counting().stream()
            .map(Match.Round::turns)
            .mapToDouble(turns -> turns.get(0).counted().rate() / turns.get(1).counted().rate())
            .toArray());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
