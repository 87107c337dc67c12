package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the scripts, through the real virsh, against both daemons. */
@WithRig
@NeedsPeer({Peer.VIRSH, Peer.LIBVIRTD})
class VirshGivesTheSameOutputIT {
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

  @Test
  void theScriptsAreManyEnough() {
    int commands =
        Stream.of("lifecycle", "define", "errors", "malformed", "node", "lists", "dumpxml")
            .mapToInt(name -> VirshScript.load(name).size())
            .sum();
    assertThat(commands).isGreaterThanOrEqualTo(200);
  }

  private static List<Difference> differences(String name, Rig rig) throws IOException {
    return SideBySide.differences(SideBySide.run(VirshScript.load(name), rig), rig);
  }
}
