package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.event.NetworkLifecycleEvent;
import org.jvirtd.protocol.network.Network;
import org.jvirtd.protocol.network.NetworkFlags.Update;
import org.jvirtd.protocol.network.NetworkFlags.UpdateSection;

/** The life of networks, their lists, their definitions and events. */
class NetworksTest {
  private static final int ADD_LAST = 3;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  private static String xml(String name, String inside) {
    return "<network><name>" + name + "</name>" + inside + "</network>";
  }

  private static String xmlOf(Network network, String inside) {
    return xml(network.name(), "<uuid>" + network.uuid() + "</uuid>" + inside);
  }

  private List<String> takeEvents() {
    List<String> taken =
        world.events.stream()
            .map(NetworkLifecycleEvent.class::cast)
            .map(event -> event.network().name() + " " + event.event())
            .toList();
    world.events.clear();
    return taken;
  }

  @Test
  void everyChangeIsToldToAllConnections() {
    List<Record> others = new ArrayList<>();
    try (var other = world.open(others)) {
      Network net = hypervisor.networkDefineXml(xml("n", ""));
      hypervisor.networkCreate(net);
      hypervisor.networkDestroy(net);
      hypervisor.networkUndefine(net);

      assertThat(takeEvents()).containsExactly("n 0", "n 2", "n 3", "n 1");
      assertThat(others).hasSize(4);
      assertThat(errorText(() -> other.networkLookupByName("n")))
          .isEqualTo("43/12 Network not found: no network with matching name 'n'");
    }
  }

  @Test
  void aTransientNetworkGoesWhenItStops() {
    Network net = hypervisor.networkCreateXml(xml("n", ""));

    assertThat(hypervisor.networkIsActive(net)).isOne();
    assertThat(hypervisor.networkIsPersistent(net)).isZero();
    hypervisor.networkDestroy(net);
    assertThat(errorText(() -> hypervisor.networkIsActive(net))).startsWith("43/12 ");
    assertThat(takeEvents()).containsExactly("n 2", "n 3");
  }

  @Test
  void aTransientNetworkThatIsDefinedStays() {
    Network net = hypervisor.networkCreateXml(xml("n", ""));
    hypervisor.networkDefineXml(xmlOf(net, ""));
    hypervisor.networkDestroy(net);

    assertThat(hypervisor.networkIsPersistent(net)).isOne();
  }

  @Test
  void namesAndUuidsAreNotSharedOut() {
    Network net = hypervisor.networkDefineXml(xml("n", ""));

    assertThat(errorText(() -> hypervisor.networkDefineXml(xml("n", ""))))
        .isEqualTo("9/19 operation failed: network 'n' already exists with uuid " + net.uuid());
    assertThat(
            errorText(
                () -> hypervisor.networkDefineXml(xml("m", "<uuid>" + net.uuid() + "</uuid>"))))
        .isEqualTo("9/19 operation failed: network 'n' is already defined with uuid " + net.uuid());
  }

  @Test
  void aRefusedStartLeavesAllAsItWas() {
    Network net = hypervisor.networkLookupByName("default");

    assertThat(errorText(() -> hypervisor.networkCreateXml(xmlOf(net, "<mtu size='9'/>"))))
        .isEqualTo(
            "55/19 Requested operation is not valid: network is already active as 'default'");
    assertThat(hypervisor.networkGetXmlDesc(net, 0)).doesNotContain("mtu");
    assertThat(takeEvents()).isEmpty();
  }

  @Test
  void anUpdateOfBothDefinitionsChangesBothOrNone() {
    Network net = hypervisor.networkDefineXml(xml("n", ""));
    hypervisor.networkCreate(net);
    hypervisor.networkDefineXml(xmlOf(net, "<dns><txt name='a' value='1'/></dns>"));

    assertThat(
            errorText(() ->
                hypervisor.networkUpdate(
                    net,
                    ADD_LAST,
                    UpdateSection.DNS_TXT,
                    -1,
                    "<txt name='a' value='2'/>",
                    Update.LIVE | Update.CONFIG)))
        .contains("there is already a DNS TXT record with name 'a'");
    assertThat(hypervisor.networkGetXmlDesc(net, 0)).doesNotContain("txt");
  }

  @Test
  void anUpdateOfBothDefinitionsReachesBoth() {
    Network net = hypervisor.networkCreateXml(xml("n", ""));
    hypervisor.networkDefineXml(xmlOf(net, "<mtu size='9'/>"));
    String txt = "<txt name='a' value='2'/>";
    hypervisor.networkUpdate(
        net, ADD_LAST, UpdateSection.DNS_TXT, -1, txt, Update.LIVE | Update.CONFIG);

    assertThat(hypervisor.networkGetXmlDesc(net, 0)).contains(txt).doesNotContain("mtu");
    assertThat(
            errorText(() ->
                hypervisor.networkUpdate(
                    net, ADD_LAST, UpdateSection.DNS_TXT, -1, txt, Update.CONFIG)))
        .contains("there is already a DNS TXT record with name 'a'");
  }

  @Test
  void aRunningNetworkIsNotUndefined() {
    assertThat(
            errorText(() -> hypervisor.networkUndefine(hypervisor.networkLookupByName("default"))))
        .isEqualTo("55/12 Requested operation is not valid: Network 'default' is still running");
  }

  @Test
  void anUpdateOfTheRunningNetworkNeedsOne() {
    Network net = hypervisor.networkDefineXml(xml("n", ""));
    String txt = "<txt name='a' value='2'/>";

    assertThat(
            errorText(() ->
                hypervisor.networkUpdate(
                    net, ADD_LAST, UpdateSection.DNS_TXT, -1, txt, Update.LIVE)))
        .isEqualTo("55/19 Requested operation is not valid: network is not running");
    hypervisor.networkUpdate(net, ADD_LAST, UpdateSection.DNS_TXT, -1, txt, 0);
    assertThat(hypervisor.networkGetXmlDesc(net, 0)).contains(txt);
  }

  @ParameterizedTest
  @CsvSource({
    "0, default off passing",
    "1, off", // inactive
    "2, default passing", // active
    "3, default off passing",
    "4, default off", // persistent
    "8, passing", // transient
    "16, default", // autostart
    "32, off passing", // no autostart
    "36, off",
    "63, default off passing",
  })
  void aListHoldsWhatItsFiltersSay(int flags, String names) {
    hypervisor.networkDefineXml(xml("off", ""));
    hypervisor.networkCreateXml(xml("passing", ""));
    hypervisor.networkSetAutostart(hypervisor.networkLookupByName("default"), 1);

    var list = hypervisor.connectListAllNetworks(1, flags);

    assertThat(list.networks().stream().map(Network::name).sorted().toList())
        .containsExactly(names.split(" "));
    assertThat(hypervisor.connectListAllNetworks(0, flags).networks()).isEmpty();
    assertThat(hypervisor.connectListAllNetworks(0, flags).count()).isEqualTo(list.count());
  }

  @Test
  void theOldListsHoldNoMoreThanTheClientHasRoomFor() {
    hypervisor.networkCreateXml(xml("n", ""));

    assertThat(hypervisor.connectNumOfNetworks()).isEqualTo(2);
    assertThat(hypervisor.connectListNetworks(1)).hasSize(1);
    assertThat(hypervisor.connectListNetworks(9)).containsExactlyInAnyOrder("default", "n");
    assertThat(hypervisor.connectListDefinedNetworks(9)).isEmpty();
    assertThat(errorText(() -> hypervisor.connectListNetworks(16_385)))
        .contains("maxnames > REMOTE_NETWORK_LIST_MAX");
  }

  @Test
  void theDefaultWorldIsFurnished() {
    Network net = hypervisor.networkLookupByName("default");

    assertThat(net.uuid()).hasToString("dd8fe884-6c02-601e-7551-cca97df1c5df");
    assertThat(hypervisor.networkGetBridgeName(net)).isEqualTo("virbr0");
    assertThat(hypervisor.networkIsActive(net)).isOne();
    assertThat(world.events).isEmpty();
  }

  @Test
  void racingDefinitionsOfOneNameMakeOneNetwork() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        results.add(
            threads.submit(() -> {
              try {
                hypervisor.networkDefineXml(xml("race", ""));
                return true;
              } catch (org.jvirtd.rpc.RpcException e) {
                return false;
              }
            }));
      }
      int made = 0;
      for (Future<Boolean> result : results) {
        made += result.get() ? 1 : 0;
      }
      assertThat(made).isOne();
    }
    assertThat(hypervisor.connectListDefinedNetworks(99)).containsExactly("race");
  }
}
