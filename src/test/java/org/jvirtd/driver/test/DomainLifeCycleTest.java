package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.xml;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;

/** States, reasons, ids and events of a domain's life; the expectations are libvirt 9.0.0's. */
class DomainLifeCycleTest {
  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  @Test
  void aNewWorldHasOneRunningDomain() {
    Domain test = world.test();

    assertThat(test.id()).isEqualTo(1);
    assertThat(test.uuid()).hasToString("6695eb01-f6a4-8304-79aa-97f2502e193f");
    assertThat(world.state(test)).isEqualTo("1/0");
    assertThat(hypervisor.domainIsPersistent(test)).isEqualTo(1);
    assertThat(hypervisor.domainIsActive(test)).isEqualTo(1);
    assertThat(world.takeEvents()).isEmpty();
  }

  @Test
  void suspendAndResumePauseADomain() {
    hypervisor.domainSuspend(world.test());
    assertThat(world.state(world.test())).isEqualTo("3/1");
    assertThat(world.takeEvents()).containsExactly("test 1 3/0");

    hypervisor.domainResume(world.test());
    assertThat(world.state(world.test())).isEqualTo("1/5");
    assertThat(world.takeEvents()).containsExactly("test 1 4/0");
  }

  @Test
  void shutdownAndDestroyStopADomainForDifferentReasons() {
    hypervisor.domainShutdown(world.test());
    assertThat(world.state(world.test())).isEqualTo("5/1");
    assertThat(world.test().id()).isEqualTo(-1);
    hypervisor.domainCreate(world.test());
    assertThat(world.state(world.test())).isEqualTo("1/1");
    hypervisor.domainDestroyFlags(world.test(), Flag.VIR_DOMAIN_DESTROY_GRACEFUL);
    assertThat(world.state(world.test())).isEqualTo("5/2");

    assertThat(world.takeEvents()).containsExactly("test -1 5/0", "test 2 2/0", "test -1 5/1");
  }

  @Test
  void aPausedDomainCanBeShutDown() {
    hypervisor.domainSuspend(world.test());
    hypervisor.domainShutdownFlags(world.test(), 0);

    assertThat(world.state(world.test())).isEqualTo("5/1");
  }

  @Test
  void startAnswersWithTheNewIdAndIdsAreNotUsedAgain() {
    hypervisor.domainDestroy(world.test());

    assertThat(hypervisor.domainCreateWithFlags(world.test(), 0).id()).isEqualTo(2);
    assertThat(hypervisor.domainCreateXml(xml("other"), 0).id()).isEqualTo(3);
    hypervisor.domainDestroy(world.test());
    assertThat(hypervisor.domainCreateWithFlags(world.test(), 0).id()).isEqualTo(4);
  }

  @Test
  void rebootKeepsADomainRunningAndTellsNobody() {
    hypervisor.domainSuspend(world.test());
    world.takeEvents();

    hypervisor.domainReboot(world.test(), 31);

    assertThat(world.state(world.test())).isEqualTo("1/1");
    assertThat(world.test().id()).isEqualTo(1);
    assertThat(world.takeEvents()).isEmpty();
  }

  @Test
  void rebootStopsADomainWhoseOnRebootSaysSo() {
    hypervisor.domainCreateXml(xml("once", "<on_reboot>destroy</on_reboot>"), 0);
    world.takeEvents();

    hypervisor.domainReboot(world.domain("once"), 0);

    // A domain without a persistent definition keeps its id in its last event.
    assertThat(world.takeEvents()).containsExactly("once 2 5/0");
    assertThat(TestWorld.errorText(() -> world.domain("once"))).isEqualTo("42/12 Domain not found");
  }

  @Test
  void shutdownRestartsADomainWhoseOnPoweroffSaysSo() {
    for (String action : List.of("restart", "rename-restart")) {
      String name = "again-" + action;
      hypervisor.domainCreateXml(xml(name, "<on_poweroff>" + action + "</on_poweroff>"), 0);
      hypervisor.domainSuspend(world.domain(name));
      world.takeEvents();

      hypervisor.domainShutdown(world.domain(name));

      assertThat(world.state(world.domain(name))).isEqualTo("1/1");
      assertThat(world.takeEvents()).isEmpty();
    }
  }

  @Test
  void aTransientDomainIsGoneWhenItStops() {
    hypervisor.domainCreateXml(xml("passing"), 0);
    assertThat(hypervisor.domainIsPersistent(world.domain("passing"))).isZero();

    hypervisor.domainDestroy(world.domain("passing"));

    assertThat(world.takeEvents()).containsExactly("passing 2 2/0", "passing 2 5/1");
    assertThat(hypervisor.connectListAllDomains(0, 0).count()).isEqualTo(1);
  }

  @Test
  void undefiningAnActiveDomainMakesItTransient() {
    Domain test = world.test();
    hypervisor.domainUndefine(test);

    assertThat(hypervisor.domainIsPersistent(test)).isZero();
    assertThat(hypervisor.domainIsActive(test)).isEqualTo(1);
    hypervisor.domainDestroy(test);
    assertThat(world.takeEvents()).containsExactly("test 1 1/0", "test -1 5/1");
    assertThat(hypervisor.connectListAllDomains(1, 0).domains()).isEmpty();
  }

  @Test
  void undefiningAnInactiveDomainForgetsIt() {
    Domain other = world.define("other");
    hypervisor.domainUndefineFlags(other, 2);

    assertThat(world.takeEvents()).containsExactly("other -1 0/0", "other -1 1/0");
    assertThat(TestWorld.errorText(() -> hypervisor.domainGetInfo(other)))
        .isEqualTo(
            "42/12 Domain not found: no domain with matching uuid '" + other.uuid() + "' (other)");
  }

  @Test
  void renamingTellsOfTheOldNameAndTheNew() {
    Domain other = world.define("other");
    world.takeEvents();

    assertThat(hypervisor.domainRename(other, "new", 0)).isZero();

    assertThat(world.takeEvents()).containsExactly("other -1 1/1", "new -1 0/2");
    assertThat(world.domain("new").uuid()).isEqualTo(other.uuid());
    assertThat(hypervisor.domainGetXmlDesc(other, 0)).contains("<name>new</name>");
    assertThat(TestWorld.errorText(() -> world.domain("other"))).startsWith("42/12");
    // The old name is free again.
    world.define("other");
  }

  @Test
  void resetAndInjectNmiLeaveADomainAsItIs() {
    hypervisor.domainReset(world.test(), 0);
    hypervisor.domainInjectNmi(world.test(), 0);

    assertThat(world.state(world.test())).isEqualTo("1/0");
    assertThat(world.takeEvents()).isEmpty();
  }

  @Test
  void everyConnectionHearsOfEveryChangeUntilItCloses() {
    List<Record> others = new ArrayList<>();
    TestHypervisor other = world.open(others);

    hypervisor.domainSuspend(world.test());
    other.domainResume(world.test());
    other.close();
    hypervisor.domainDestroy(world.test());

    assertThat(TestWorld.takeEvents(others)).containsExactly("test 1 3/0", "test 1 4/0");
    assertThat(world.takeEvents()).containsExactly("test 1 3/0", "test 1 4/0", "test -1 5/1");
  }

  @Test
  void aConnectionThatFailsToTakeAnEventDoesNotFailTheCall() {
    world.driver.open(
        TestWorld.DEFAULT,
        event -> {
          throw new IllegalStateException("deaf");
        });

    hypervisor.domainSuspend(world.test());

    assertThat(world.takeEvents()).containsExactly("test 1 3/0");
  }

  @Test
  void stoppedTransientDomainIsGoneBeforeItsEventIsSeen() {
    hypervisor.domainCreateXml(xml("passing"), 0);
    List<Integer> seen = new ArrayList<>();
    world.driver.open(
        TestWorld.DEFAULT, event -> seen.add(hypervisor.connectListAllDomains(0, 0).count()));

    hypervisor.domainDestroy(world.domain("passing"));

    assertThat(seen).containsExactly(1);
  }
}
