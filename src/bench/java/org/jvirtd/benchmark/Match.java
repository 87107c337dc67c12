package org.jvirtd.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jvirtd.benchmark.load.Load;
import org.jvirtd.benchmark.load.Load.Counted;
import org.jvirtd.benchmark.server.Usage;

/**
 * The rounds of one row. In each round every daemon has its turn, one after the other, so that what
 * changes slowly on the machine meets all of them; the ratio is taken round by round.
 *
 * <p>A round in which other programs used the machine is thrown away and played again. There is an
 * end to that: if the machine is never quiet the least disturbed rounds count, and the row says so.
 */
final class Match {
  /** Rounds that are played at most, as a multiple of those wanted. */
  private static final int PATIENCE = 3;

  /**
   * A daemon's part of a round.
   *
   * @param used what the daemon used
   * @param others cores that neither it nor the load client used, and that were not idle
   */
  record Turn(Counted counted, Usage used, double others) {}

  /** The turns of one round, in the order of the stages. */
  record Round(List<Turn> turns) {
    double others() {
      return turns.stream().mapToDouble(Turn::others).max().orElseThrow();
    }
  }

  /**
   * What was played.
   *
   * @param counting the rounds that count
   * @param thrownAway how many do not
   * @param disturbed how many count although other programs used the machine
   */
  record Played(List<Round> counting, int thrownAway, int disturbed) {}

  private final Settings settings;

  Match(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param loads one for each daemon
   * @param pids the daemons, in the same order
   */
  Played play(List<Load> loads, List<Long> pids) throws IOException {
    for (Load load : loads) {
      warmUp(load, settings.warmUp().dividedBy(4));
    }
    List<Round> quiet = new ArrayList<>();
    List<Round> disturbed = new ArrayList<>();
    int most = PATIENCE * settings.rounds();
    while (quiet.size() < settings.rounds() && quiet.size() + disturbed.size() < most) {
      Round round = round(loads, pids);
      (round.others() <= settings.others() ? quiet : disturbed).add(round);
    }
    disturbed.sort(Comparator.comparingDouble(Round::others));
    int missing = Math.min(settings.rounds() - quiet.size(), disturbed.size());
    List<Round> counting = new ArrayList<>(quiet);
    counting.addAll(disturbed.subList(0, missing));
    return new Played(counting, disturbed.size() - missing, missing);
  }

  static void warmUp(Load load, Duration duration) throws IOException {
    load.begin();
    var _ = load.run(duration);
    load.end();
  }

  private Round round(List<Load> loads, List<Long> pids) throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      turns.add(turn(loads.get(i), pids.get(i)));
    }
    return new Round(turns);
  }

  private Turn turn(Load load, long pid) throws IOException {
    long client = ProcessHandle.current().pid();
    load.begin();
    var _ = load.run(settings.leadIn());
    double machineBefore = Usage.ofMachine();
    Usage clientBefore = Usage.of(client);
    Usage daemonBefore = Usage.of(pid);
    Counted counted = load.run(settings.seconds());
    Usage used = Usage.of(pid).minus(daemonBefore);
    double ours = used.cpuSeconds() + Usage.of(client).minus(clientBefore).cpuSeconds();
    double others = (Usage.ofMachine() - machineBefore - ours) / counted.seconds();
    load.end();
    return new Turn(counted, used, Math.max(0, others));
  }
}
