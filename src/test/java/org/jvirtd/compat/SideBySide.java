package org.jvirtd.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What one command gave on each of two daemons.
 *
 * @param where the script, line and scenario
 */
record SideBySide(String where, VirshScript.Step step, String real, String subject) {
  private static final Path REPORTS = Path.of("target", "compat");

  /** Runs a script on both at once, and leaves a transcript in {@code target/compat}. */
  static List<SideBySide> run(VirshScript script, Rig rig) throws IOException {
    var ofReal = CompletableFuture.supplyAsync(() -> VirshRunner.run(script, rig.real()));
    List<String> subject = VirshRunner.run(script, rig.subject());
    List<String> real = ofReal.join();
    var compared = new ArrayList<SideBySide>();
    for (var scenario : script.scenarios()) {
      for (var step : scenario.steps()) {
        int i = compared.size();
        String where = "%s.txt:%d (%s)".formatted(script.name(), step.line(), scenario.title());
        compared.add(new SideBySide(where, step, real.get(i), subject.get(i)));
      }
    }
    Files.createDirectories(REPORTS);
    Files.writeString(REPORTS.resolve(script.name() + ".txt"), transcript(compared));
    return compared;
  }

  /** Those that are not meant to differ, and do. */
  static List<Difference> differences(List<SideBySide> compared, Rig rig) {
    return compared.stream()
        .filter(each -> !each.same() && !(each.step().better() && rig.subjectIsOurs()))
        .map(SideBySide::difference)
        .toList();
  }

  boolean same() {
    return real.equals(subject);
  }

  /** Whether the real daemon did what it was asked. */
  boolean succeededOnTheRealOne() {
    return real.startsWith("exit 0\n");
  }

  private Difference difference() {
    return new Difference(where, step.command(), real, subject);
  }

  private static String transcript(List<SideBySide> compared) {
    var text = new StringBuilder();
    for (var each : compared) {
      text.append(each.where).append("\n$ ").append(each.step.command()).append('\n');
      text.append(each.real);
      if (!each.same()) {
        text.append(each.step.better() ? "MAY DIFFER" : "DIFFERS").append(each.difference());
      }
      text.append('\n');
    }
    return text.toString();
  }
}
