package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvirtd.driver.WorldSight;
import org.jvirtd.driver.WorldSight.DomainSight;
import org.jvirtd.driver.WorldSight.State;
import org.jvirtd.driver.test.TestDriverSettings.Lifetime;
import org.jvirtd.protocol.event.DomainLifecycleEvent;

/** What the driver shows of its shared world to whoever looks at the daemon. */
class LookingAtAWorldTest {
  private final TestWorld world = new TestWorld();

  @Test
  void domainsAreShownWithTheirStates() {
    world.define("off");
    world.hypervisor.domainCreate(world.define("on"));

    WorldSight sight = world.driver.worlds(10).getFirst();

    assertThat(sight.uri()).isEqualTo("test:///default");
    assertThat(sight.connections()).isEqualTo(1);
    assertThat(sight.states()).isEqualTo(Map.of(State.RUNNING, 2, State.SHUTOFF, 1));
    assertThat(sight.domains())
        .extracting(DomainSight::name, DomainSight::state)
        .containsExactly(
            tuple("on", State.RUNNING), tuple("test", State.RUNNING), tuple("off", State.SHUTOFF));
  }

  @Test
  void theListIsBoundedAndAllAreCounted() {
    for (int i = 0; i < 100; i++) {
      world.define("domain-" + i);
    }
    WorldSight sight = world.driver.worlds(5).getFirst();
    assertThat(sight.domains()).hasSize(5).first().extracting(DomainSight::name).isEqualTo("test");
    assertThat(sight.total()).isEqualTo(101);
    assertThat(world.driver.worlds(0).getFirst().domains()).isEmpty();
  }

  @Test
  @Timeout(30)
  void aDomainThatACallHoldsIsShownFirstAndNobodyWaitsForIt() throws Exception {
    world.define("zebra");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(() ->
                world
                    .hypervisor
                    .world()
                    .change(
                        world.domain("zebra"),
                        domain -> {
                          held.countDown();
                          awaitQuietly(release);
                        }));
    held.await();
    try {
      DomainSight first = world.driver.worlds(1).getFirst().domains().getFirst();
      assertThat(first.name()).isEqualTo("zebra");
      assertThat(first.heldBy()).isEqualTo(holder);
    } finally {
      release.countDown();
      holder.join();
    }
    assertThat(world.driver.worlds(10).getFirst().domains())
        .extracting(DomainSight::heldBy)
        .containsOnlyNulls();
  }

  @Test
  void whoWatchesHearsOfTheWorldsThatComeAndKeepsNoneAlive() {
    List<String> heard = new ArrayList<>();
    TestWorld later = new TestWorld(Lifetime.LAST_CONNECTION);
    later.hypervisor.close();
    assertThat(later.driver.worlds(10)).isEmpty();
    later.driver.watch(
        (uri, event) -> heard.add(uri + " " + ((DomainLifecycleEvent) event).domain().name()));

    TestHypervisor hypervisor = later.open(new ArrayList<>());
    hypervisor.domainDefineXml(TestWorld.xml("new"));
    hypervisor.close();

    assertThat(heard).containsExactly("test:///default new");
    assertThat(later.driver.worlds(10)).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
