package org.jvirtd.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The comparison of every command, as a page of the documentation. */
final class CommandTable {
  private static final String HEAD =
      """
      # virsh, command by command

      Made by `EveryVirshCommandIT`, which runs every command of virsh 9.0.0 against jvirtd and against libvirtd 9.0.0 with its test
      driver, and compares output, error and exit status. "Works" means that libvirtd itself did what it was asked in at least one
      case; where it refuses, "same" is the same refusal.

      """;

  private CommandTable() {}

  /**
   * @param compared the cases, by group of commands
   */
  static String of(Map<String, List<SideBySide>> compared) {
    List<Line> lines = lines(compared.values().stream().flatMap(List::stream).toList());
    var text = new StringBuilder(HEAD);
    text.append(
        "%d commands, %d cases. %d commands work on libvirtd's test driver; %d of them are the same here in every case.%n"
            .formatted(
                lines.size(),
                lines.stream().mapToInt(Line::cases).sum(),
                lines.stream().filter(Line::works).count(),
                lines.stream().filter(line -> line.works() && line.same()).count()));
    text.append("\n| command | cases | works | |\n|---|---:|---|---|\n");
    lines.forEach(line -> text.append(line.row()));
    return text.toString();
  }

  private static List<Line> lines(List<SideBySide> cases) {
    var byCommand =
        cases.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.step().verb(), TreeMap::new, Collectors.toList()));
    List<Line> lines = new ArrayList<>();
    byCommand.forEach((command, its) ->
        lines.add(
            new Line(
                command,
                its.size(),
                its.stream().anyMatch(SideBySide::succeededOnTheRealOne),
                its.stream().allMatch(SideBySide::same),
                its.stream()
                    .filter(each -> !each.same())
                    .map(each -> each.step().reason())
                    .distinct()
                    .collect(Collectors.joining("; ")))));
    return lines;
  }

  private record Line(String command, int cases, boolean works, boolean same, String reason) {
    String row() {
      return "| `%s` | %d | %s | %s |\n"
          .formatted(command, cases, works ? "works" : "", same ? "same" : reason);
    }
  }
}
