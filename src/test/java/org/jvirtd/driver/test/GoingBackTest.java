package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.snapshot.DomainSnapshot;
import org.jvirtd.protocol.snapshot.DomainSnapshotFlags;

/** What a domain goes through, and tells of, when it is taken back to a snapshot. */
class GoingBackTest {
  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final Domain domain = world.define("d");

  private DomainSnapshot snapshot(String name) {
    return hypervisor.domainSnapshotCreateXml(
        domain, "<domainsnapshot><name>" + name + "</name></domainsnapshot>", 0);
  }

  @Test
  void aRunningDomainIsStoppedAndStartedAgain() {
    hypervisor.domainCreate(domain);
    DomainSnapshot running = snapshot("running");
    world.takeEvents();

    hypervisor.domainRevertToSnapshot(running, 0);

    assertThat(world.state(domain)).isEqualTo("1/4");
    assertThat(world.takeEvents()).containsExactly("d -1 5/6", "d 3 2/3");
  }

  @Test
  void aPausedSnapshotLeavesItPaused() {
    hypervisor.domainCreate(domain);
    hypervisor.domainSuspend(domain);
    DomainSnapshot paused = snapshot("paused");
    hypervisor.domainDestroy(domain);
    world.takeEvents();

    hypervisor.domainRevertToSnapshot(paused, 0);

    assertThat(world.state(domain)).isEqualTo("3/7");
    assertThat(world.takeEvents()).containsExactly("d 3 2/3", "d 3 3/5");
  }

  /** As it keeps its number when it is stopped, what it goes back to is for a start to come. */
  @Test
  void aTransientDomainHasADefinitionForTheNextStartFromThenOn() {
    Domain passing = hypervisor.domainCreateXml(TestWorld.xml("passing"), 0);
    DomainSnapshot running = hypervisor.domainSnapshotCreateXml(passing, "<domainsnapshot/>", 0);

    hypervisor.domainRevertToSnapshot(running, 0);
    hypervisor.domainDestroy(passing);

    assertThat(world.takeEvents()).endsWith("passing 2 5/6", "passing 3 2/3", "passing -1 5/1");
  }

  @Test
  void anOfflineSnapshotStopsIt() {
    DomainSnapshot off = snapshot("off");
    hypervisor.domainCreate(domain);
    world.takeEvents();

    hypervisor.domainRevertToSnapshot(off, 0);

    assertThat(world.state(domain)).isEqualTo("5/7");
    assertThat(world.takeEvents()).containsExactly("d -1 5/6");
  }

  @Test
  void aSnapshotThatHaltsStopsIt() {
    hypervisor.domainCreate(domain);
    world.takeEvents();

    DomainSnapshot halted =
        hypervisor.domainSnapshotCreateXml(
            domain, "<domainsnapshot/>", DomainSnapshotFlags.Create.HALT);

    assertThat(halted.domain().id()).isEqualTo(-1);
    assertThat(halted.name()).isEqualTo(Long.toString(TestWorld.NOW.getEpochSecond()));
    assertThat(world.state(domain)).isEqualTo("5/7");
    assertThat(world.takeEvents()).containsExactly("d -1 5/6");
  }
}
