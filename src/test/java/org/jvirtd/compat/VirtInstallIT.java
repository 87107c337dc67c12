package org.jvirtd.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Debian's tools make, clone and edit guests with either daemon, and leave the same behind. */
@WithRig
@NeedsPeer({Peer.VIRT_TOOLS, Peer.VIRSH, Peer.LIBVIRTD})
class VirtInstallIT {
  @Test
  void guestsAreMadeClonedAndEdited(Rig rig) throws IOException {
    var compared = SideBySide.run(VirshScript.load("virt-tools"), rig);

    assertThat(SideBySide.differences(compared, rig)).isEmpty();
    assertThat(compared.stream().filter(SideBySide::succeededOnTheRealOne))
        .as("commands that work on the real one")
        .hasSizeGreaterThan(20);
  }
}
