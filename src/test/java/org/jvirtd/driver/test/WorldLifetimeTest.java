package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.net.URI;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvirtd.driver.test.TestDriverSettings.Lifetime;

/** Which connections share a world, and for how long it lives. */
class WorldLifetimeTest {

  @Test
  void allConnectionsShareOneWorld() {
    TestWorld world = new TestWorld();
    world.define("shared");

    TestHypervisor other = world.open(new ArrayList<>());

    assertThat(other.domainLookupByName("shared").name()).isEqualTo("shared");
  }

  @Test
  void aWorldOfTheDaemonsOutlivesItsConnections() {
    TestWorld world = new TestWorld(Lifetime.DAEMON);
    world.define("kept");
    world.hypervisor.close();

    assertThat(world.open(new ArrayList<>()).domainLookupByName("kept").id()).isEqualTo(-1);
  }

  @Test
  void aWorldOfItsConnectionsGoesWithTheLastOne() {
    TestWorld world = new TestWorld(Lifetime.LAST_CONNECTION);
    world.define("lost");
    TestHypervisor second = world.open(new ArrayList<>());
    world.hypervisor.close();
    assertThat(second.connectListAllDomains(0, 0).count()).isEqualTo(2);

    second.close();

    TestHypervisor later = world.open(new ArrayList<>());
    assertThat(later.connectListAllDomains(0, 0).count()).isEqualTo(1);
    assertThat(later.domainLookupByName("test").id()).isEqualTo(1);
  }

  @Test
  void closingTwiceCountsOnce() {
    TestWorld world = new TestWorld(Lifetime.LAST_CONNECTION);
    world.define("kept");
    TestHypervisor second = world.open(new ArrayList<>());
    second.close();
    second.close();

    assertThat(world.open(new ArrayList<>()).connectListAllDomains(0, 0).count()).isEqualTo(2);
  }

  @Test
  void aCallMayStillRunWhenItsConnectionCloses() {
    TestWorld world = new TestWorld(Lifetime.LAST_CONNECTION);
    world.hypervisor.close();

    world.hypervisor.domainSuspend(world.test());

    assertThat(world.state(world.test())).isEqualTo("3/1");
    assertThat(world.takeEvents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test:///", "test:/"})
  void aUriWithoutAPathIsRefused(String uri) {
    assertThat(openError(uri))
        .isEqualTo("8/12 invalid argument: testOpen: supply a path or use test:///default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"test:///default", "test:/default", "test:///default?key=value"})
  void theDefaultWorldHasOnePath(String uri) {
    TestHypervisor opened = (TestHypervisor) new TestWorld().driver.open(URI.create(uri), e -> {});

    assertThat(opened.connectGetUri()).isEqualTo(uri);
    assertThat(opened.connectListAllDomains(0, 0).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/such/file.xml", "/default/"})
  void aPathThatCannotBeReadIsNoWorld(String path) {
    assertThat(openError("test://" + path))
        .isEqualTo("27/12 XML error: failed to parse xml document '" + path + "'");
  }

  @Test
  void aUriThatNamesAHostIsNotForThisDriver() {
    assertThat(openError("test://host/default"))
        .isEqualTo("5/0 no connection driver available for test://host/default");
  }

  private static String openError(String uri) {
    TestDriver driver = new TestDriver(TestDriverSettings.DEFAULT);
    return errorText(() -> driver.open(URI.create(uri), event -> {}));
  }
}
