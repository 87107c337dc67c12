package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the scripts, through the real virsh, against both daemons. */
@WithRig
@NeedsPeer({Peer.VIRSH, Peer.LIBVIRTD})
class VirshGivesTheSameOutputIT {
  private static final Path REPORTS = Path.of("target", "compat");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifecycle",
        "define",
        "rename",
        "autostart",
        "memory",
        "vcpus",
        "save",
        "managedsave",
        "dumpxml",
        "lists",
        "stats",
        "node",
        "errors",
        "malformed",
        "readonly",
        "snapshots",
        "rules",
        "tuning",
        "encodings",
        "pools",
        "volumes",
        "worlds",
        "storage-errors",
        "validate",
        "networks",
        "interfaces",
        "nodedevices",
        "network-errors",
        "network-updates",
        "streams"
      })
  void script(String name, Rig rig) throws IOException {
    assertThat(differences(name, rig)).isEmpty();
  }

  /** What lies beyond the first set of functions: reported, and not yet demanded. */
  @Test
  void beyondIsReported(Rig rig) throws IOException {
    int count = differences("beyond", rig).size();
    System.out.printf(
        "virsh beyond the first set: %d of %d commands differ, see %s%n",
        count, VirshScript.load("beyond").size(), REPORTS.resolve("beyond.txt"));
  }

  @Test
  void theScriptsAreManyEnough() {
    int commands =
        Stream.of("lifecycle", "define", "errors", "malformed", "node", "lists", "dumpxml")
            .mapToInt(name -> VirshScript.load(name).size())
            .sum();
    assertThat(commands).isGreaterThanOrEqualTo(200);
  }

  private static List<Difference> differences(String name, Rig rig) throws IOException {
    var script = VirshScript.load(name);
    var ofReal = CompletableFuture.supplyAsync(() -> VirshRunner.run(script, rig.real()));
    List<String> subject = VirshRunner.run(script, rig.subject());
    List<String> real = ofReal.join();
    var differences = new ArrayList<Difference>();
    var record = new StringBuilder();
    int i = 0;
    for (var scenario : script.scenarios()) {
      for (var step : scenario.steps()) {
        String where = "%s.txt:%d (%s)".formatted(name, step.line(), scenario.title());
        record.append(where).append("\n$ ").append(step.command()).append('\n').append(real.get(i));
        if (!real.get(i).equals(subject.get(i))) {
          var difference = new Difference(where, step.command(), real.get(i), subject.get(i));
          if (!step.better() || !rig.subjectIsOurs()) {
            differences.add(difference);
          }
          record.append(step.better() ? "MAY DIFFER" : "DIFFERS").append(difference);
        }
        record.append('\n');
        i++;
      }
    }
    Files.createDirectories(REPORTS);
    Files.writeString(REPORTS.resolve(name + ".txt"), record);
    return differences;
  }
}
