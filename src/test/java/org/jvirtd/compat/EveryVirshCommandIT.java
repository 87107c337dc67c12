package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every command that virsh has, each with several cases, against both daemons. The table in
 * docs/virsh-commands.md is made of it; {@code -Djvirtd.compat.docs=write} writes it anew.
 */
@WithRig
@NeedsPeer({Peer.VIRSH, Peer.LIBVIRTD})
class EveryVirshCommandIT {
  static final List<String> GROUPS =
      List.of("domain", "monitor", "host", "snapshot", "network", "storage");

  private static final Path TABLE = Path.of("docs", "virsh-commands.md");
  private static final Map<String, List<SideBySide>> COMPARED = new LinkedHashMap<>();

  @BeforeAll
  static void runAll(Rig rig) throws IOException {
    for (String group : GROUPS) {
      COMPARED.put(group, SideBySide.run(VirshScript.load("commands", group), rig));
    }
  }

  @ParameterizedTest
  @FieldSource("GROUPS")
  void group(String group, Rig rig) {
    assertThat(SideBySide.differences(COMPARED.getOrDefault(group, List.of()), rig)).isEmpty();
  }

  @Test
  void everyCommandOfVirshHasTwoCasesAtLeast() {
    Map<String, Long> cases =
        all().collect(Collectors.groupingBy(each -> each.step().verb(), Collectors.counting()));
    var lacking = new ArrayList<String>();
    for (String command : commandsOfVirsh()) {
      if (cases.getOrDefault(command, 0L) < 2) {
        lacking.add(command);
      }
    }
    assertThat(lacking).isEmpty();
  }

  @Test
  void whatIsMeantToDifferDiffers(Rig rig) {
    if (rig.subjectIsOurs()) {
      assertThat(all().filter(each -> each.step().better() && each.same())).isEmpty();
    }
  }

  @Test
  void theTableInTheDocumentationIsTrue(Rig rig) throws IOException {
    if (!rig.subjectIsOurs()) {
      return;
    }
    String table = CommandTable.of(COMPARED);
    if (System.getProperty("jvirtd.compat.docs", "").equals("write")) {
      Files.writeString(TABLE, table);
    }
    assertThat(Files.readString(TABLE))
        .as("written anew with -Djvirtd.compat.docs=write")
        .isEqualTo(table);
  }

  private static Stream<SideBySide> all() {
    return COMPARED.values().stream().flatMap(List::stream);
  }

  private static Set<String> commandsOfVirsh() {
    String help = Command.run(Duration.ofSeconds(10), List.of(Peer.VIRSH.path(), "help")).out();
    return Pattern.compile("(?m)^    ([a-z-]+) ")
        .matcher(help)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
