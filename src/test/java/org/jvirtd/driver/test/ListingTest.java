package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;
import static org.jvirtd.driver.test.TestWorld.xml;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainList;
import org.jvirtd.protocol.domain.DomainStatsRecord;

/** Lists, their filters, and the statistics of many domains. */
class ListingTest {
  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  @BeforeEach
  void makeOneDomainOfEachKind() {
    world.define("off");
    hypervisor.domainSetAutostart(world.domain("off"), 1);
    world.define("saved");
    hypervisor.domainCreate(world.domain("saved"));
    hypervisor.domainManagedSave(world.domain("saved"), 0);
    hypervisor.domainCreateXml(xml("passing"), 0);
    hypervisor.domainSuspend(world.domain("passing"));
  }

  private static List<String> names(List<Domain> domains) {
    return domains.stream().map(Domain::name).sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, off passing saved test",
    "1, passing test", // active
    "2, off saved", // inactive
    "3, off passing saved test",
    "4, off saved test", // persistent
    "8, passing", // transient
    "16, test", // running
    "32, passing", // paused
    "64, off saved", // shut off
    "128, ''", // any other state
    "48, passing test",
    "256, saved", // managed save
    "512, off passing test",
    "1024, off", // autostart
    "2048, passing saved test",
    "4096, ''", // snapshot
    "8192, off passing saved test",
    "16384, ''", // checkpoint
    "32768, off passing saved test",
    "514, off", // inactive and no managed save
    "65535, off passing saved test",
  })
  void eachFilterFlagSelects(int flags, String expected) {
    DomainList list = hypervisor.connectListAllDomains(1, flags);

    assertThat(String.join(" ", names(list.domains()))).isEqualTo(expected);
    assertThat(list.count()).isEqualTo(list.domains().size());
  }

  @Test
  void aListThatIsNotWantedIsOnlyCounted() {
    assertThat(hypervisor.connectListAllDomains(0, 0)).isEqualTo(new DomainList(List.of(), 4));
  }

  @Test
  void theOldListsAreBounded() {
    assertThat(hypervisor.connectNumOfDomains()).isEqualTo(2);
    assertThat(hypervisor.connectNumOfDefinedDomains()).isEqualTo(2);
    assertThat(Arrays.stream(hypervisor.connectListDomains(100)).sorted()).containsExactly(1, 3);
    assertThat(hypervisor.connectListDomains(1)).hasSize(1);
    assertThat(hypervisor.connectListDefinedDomains(100)).containsExactlyInAnyOrder("off", "saved");
    assertThat(hypervisor.connectListDefinedDomains(1)).hasSize(1);
    assertThat(errorText(() -> hypervisor.connectListDomains(16_385)))
        .isEqualTo("39/7 maxids > REMOTE_DOMAIN_LIST_MAX");
    assertThat(errorText(() -> hypervisor.connectListDefinedDomains(-1)))
        .isEqualTo("39/7 maxnames must be non-negative");
  }

  @Test
  void lookupsAnswerWithTheWholeHandle() {
    Domain passing = world.domain("passing");

    assertThat(passing.id()).isEqualTo(3);
    assertThat(hypervisor.domainLookupById(3)).isEqualTo(passing);
    assertThat(hypervisor.domainLookupByUuid(passing.uuid())).isEqualTo(passing);
  }

  private static List<TypedParameter> state(int state, int reason) {
    return List.of(
        TypedParameter.of("state.state", state), TypedParameter.of("state.reason", reason));
  }

  @Test
  void statisticsOfAllDomainsTellTheirStates() {
    List<DomainStatsRecord> records = hypervisor.connectGetAllDomainStats(List.of(), 0, 0);

    assertThat(records)
        .containsExactlyInAnyOrder(
            new DomainStatsRecord(world.test(), state(1, 0)),
            new DomainStatsRecord(world.domain("off"), state(5, 0)),
            new DomainStatsRecord(world.domain("saved"), state(5, 5)),
            new DomainStatsRecord(world.domain("passing"), state(3, 1)));
  }

  @Test
  void statisticsOfSomeDomainsComeInTheirOrderAndPassOverUnknownOnes() {
    Domain gone = world.define("gone");
    hypervisor.domainUndefine(gone);
    List<Domain> wanted = List.of(world.domain("off"), gone, world.test());

    assertThat(hypervisor.connectGetAllDomainStats(wanted, 1, 0))
        .containsExactly(
            new DomainStatsRecord(world.domain("off"), state(5, 0)),
            new DomainStatsRecord(world.test(), state(1, 0)));
    assertThat(hypervisor.connectGetAllDomainStats(wanted, 1, 2))
        .containsExactly(new DomainStatsRecord(world.domain("off"), state(5, 0)));
  }

  @Test
  void figuresThatTheDriverLacksAreLeftOutUnlessTheyAreEnforced() {
    assertThat(hypervisor.connectGetAllDomainStats(List.of(world.test()), 2, 0))
        .containsExactly(new DomainStatsRecord(world.test(), List.of()));
    assertThat(
            errorText(() -> hypervisor.connectGetAllDomainStats(List.of(), 2, Integer.MIN_VALUE)))
        .isEqualTo(
            "74/12 argument unsupported: Stats types bits 0x2 are not supported by this daemon");
  }
}
