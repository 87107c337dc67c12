package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.checkpoint.DomainCheckpoint;
import org.jvirtd.protocol.checkpoint.DomainCheckpointList;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotList;

/** What is to be said of the snapshots and checkpoints of domains that have none. */
class NoSnapshotsTest {
  private static final String NO_SNAPSHOT =
      "72/12 Domain snapshot not found: no domain snapshot with matching name 's1'";
  private static final String NO_CHECKPOINT =
      "103/12 Domain checkpoint not found: no domain checkpoint with matching name 'c1'";

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final Domain test = world.test();

  @Test
  void theListsAreEmpty() {
    assertThat(hypervisor.domainSnapshotNum(test, 0)).isZero();
    assertThat(hypervisor.domainSnapshotListNames(test, 10, 0)).isEmpty();
    assertThat(hypervisor.domainListAllSnapshots(test, 1, 0))
        .isEqualTo(new DomainSnapshotList(List.of(), 0));
    assertThat(hypervisor.domainHasCurrentSnapshot(test, 0)).isZero();
    assertThat(hypervisor.domainListAllCheckpoints(test, 1, 0))
        .isEqualTo(new DomainCheckpointList(List.of(), 0));
  }

  @Test
  void allFiltersAreKnown() {
    assertThat(hypervisor.domainSnapshotNum(test, 0x7F7)).isZero();
    assertThat(errorText(() -> hypervisor.domainSnapshotNum(test, 0x800)))
        .isEqualTo("8/12 unsupported flags (0x800) in function testDomainSnapshotNum");
  }

  @Test
  void noNameIsKnown() {
    var snapshot = new DomainSnapshot("s1", test);
    var checkpoint = new DomainCheckpoint("c1", test);

    assertThat(errorText(() -> hypervisor.domainSnapshotLookupByName(test, "s1", 0)))
        .isEqualTo(NO_SNAPSHOT);
    assertThat(errorText(() -> hypervisor.domainSnapshotGetXmlDesc(snapshot, 0)))
        .isEqualTo(NO_SNAPSHOT);
    assertThat(errorText(() -> hypervisor.domainRevertToSnapshot(snapshot, 0)))
        .isEqualTo(NO_SNAPSHOT);
    assertThat(errorText(() -> hypervisor.domainSnapshotDelete(snapshot, 0)))
        .isEqualTo(NO_SNAPSHOT);
    assertThat(errorText(() -> hypervisor.domainCheckpointLookupByName(test, "c1", 0)))
        .isEqualTo(NO_CHECKPOINT);
    assertThat(errorText(() -> hypervisor.domainCheckpointDelete(checkpoint, 0)))
        .isEqualTo(NO_CHECKPOINT);
    assertThat(errorText(() -> hypervisor.domainSnapshotCurrent(test, 0)))
        .isEqualTo("72/12 Domain snapshot not found: the domain does not have a current snapshot");
  }

  @Test
  void anUnknownDomainIsToldBeforeTheName() {
    Domain off = world.define("off");
    hypervisor.domainUndefine(off);

    assertThat(errorText(() -> hypervisor.domainSnapshotNum(off, 0))).startsWith("42/12");
    assertThat(errorText(() -> hypervisor.domainSnapshotLookupByName(off, "s1", 0)))
        .startsWith("42/12");
    assertThat(errorText(() -> hypervisor.domainListAllCheckpoints(off, 0, 0))).startsWith("42/12");
  }

  @Test
  void waysThatExcludeEachOtherAreRefused() {
    assertThat(
            errorText(() -> hypervisor.domainRevertToSnapshot(new DomainSnapshot("s1", test), 3)))
        .isEqualTo(
            "8/35 Flags 'VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING' and"
                + " 'VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED' are mutually exclusive");
  }
}
