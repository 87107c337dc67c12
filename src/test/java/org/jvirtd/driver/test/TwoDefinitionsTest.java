package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;
import static org.jvirtd.driver.test.TestWorld.uuid;
import static org.jvirtd.driver.test.TestWorld.xml;

import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainInfo;

/** What is defined, what runs, and which of the two a call means. */
class TwoDefinitionsTest {
  private static final int LIVE = Flag.VIR_DOMAIN_AFFECT_LIVE;
  private static final int CONFIG = Flag.VIR_DOMAIN_AFFECT_CONFIG;
  private static final int MAXIMUM = Flag.VIR_DOMAIN_MEM_MAXIMUM;

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  private static String sized(String name, int memory) {
    return "<domain type='test'><name>%s</name><uuid>%s</uuid><memory>%d</memory><os><type>hvm</type></os></domain>"
        .formatted(name, uuid(1), memory);
  }

  private String liveXml(Domain domain) {
    return hypervisor.domainGetXmlDesc(domain, 0);
  }

  private String inactiveXml(Domain domain) {
    return hypervisor.domainGetXmlDesc(domain, Flag.VIR_DOMAIN_XML_INACTIVE);
  }

  private static String memory(int kib) {
    return "<memory unit='KiB'>" + kib + "</memory>";
  }

  @Test
  void aDefinitionIsAddedOnceAndUpdatedAfterwards() {
    hypervisor.domainDefineXml(sized("a", 8192));
    hypervisor.domainDefineXmlFlags(sized("a", 9000), 0);

    assertThat(world.takeEvents()).containsExactly("a -1 0/0", "a -1 0/1");
    assertThat(liveXml(world.domain("a"))).contains(memory(9000));
  }

  @Test
  void aUuidBelongsToOneName() {
    hypervisor.domainDefineXml(sized("a", 8192));

    assertThat(errorText(() -> hypervisor.domainDefineXml(sized("b", 8192))))
        .isEqualTo("9/20 operation failed: domain 'a' is already defined with uuid " + uuid(1));
    assertThat(errorText(() -> hypervisor.domainCreateXml(sized("b", 8192), 0)))
        .isEqualTo("9/20 operation failed: domain 'a' is already defined with uuid " + uuid(1));
  }

  @Test
  void aNameBelongsToOneUuid() {
    hypervisor.domainDefineXml(sized("a", 8192));

    assertThat(errorText(() -> hypervisor.domainDefineXml(xml("a"))))
        .isEqualTo("9/20 operation failed: domain 'a' already exists with uuid " + uuid(1));
    assertThat(hypervisor.connectListAllDomains(0, 0).count()).isEqualTo(2);
  }

  @Test
  void aNameOfTwoLinesIsForTransientDomainsOnly() {
    assertThat(errorText(() -> hypervisor.domainDefineXml(xml("a\nb"))))
        .isEqualTo("35/5 invalid char in name: \n");
    assertThat(hypervisor.domainCreateXml(xml("a\nb"), 0).name()).isEqualTo("a\nb");
  }

  @Test
  void aRunningDomainTakesItsNewDefinitionWhenItStops() {
    Domain a = hypervisor.domainDefineXml(sized("a", 8192));
    hypervisor.domainCreate(a);
    hypervisor.domainDefineXml(sized("a", 9000));

    assertThat(liveXml(a)).contains(memory(8192)).contains("id='2'");
    assertThat(inactiveXml(a)).contains(memory(9000)).doesNotContain("id='2'");
    hypervisor.domainDestroy(a);
    assertThat(liveXml(a)).contains(memory(9000)).doesNotContain("id='2'");
    assertThat(world.takeEvents()).containsExactly("a -1 0/0", "a 2 2/0", "a 2 0/1", "a -1 5/1");
  }

  @Test
  void createXmlOverADefinedDomainHoldsForOneRun() {
    Domain a = hypervisor.domainDefineXml(sized("a", 8192));
    hypervisor.domainCreateXml(sized("a", 9999), 0);

    assertThat(liveXml(a)).contains(memory(9999));
    assertThat(inactiveXml(a)).contains(memory(8192));
    assertThat(hypervisor.domainIsPersistent(a)).isEqualTo(1);
    hypervisor.domainDestroy(a);
    assertThat(liveXml(a)).contains(memory(8192));
  }

  @Test
  void definingATransientDomainMakesItStay() {
    Domain a = hypervisor.domainCreateXml(sized("a", 8192), 0);
    hypervisor.domainDefineXml(sized("a", 9000));
    assertThat(hypervisor.domainIsPersistent(a)).isEqualTo(1);
    hypervisor.domainDestroy(a);

    assertThat(liveXml(a)).contains(memory(9000));
    assertThat(world.takeEvents()).containsExactly("a 2 2/0", "a 2 0/0", "a -1 5/1");
  }

  @Test
  void memoryIsChangedWhereTheFlagsSay() {
    Domain test = world.test();
    hypervisor.domainSetMemory(test, 1_000_000);
    hypervisor.domainSetMemoryFlags(test, 1_111_111, CONFIG);
    hypervisor.domainSetMemoryFlags(test, 9_388_608, CONFIG | MAXIMUM);

    DomainInfo info = hypervisor.domainGetInfo(test);
    assertThat(info.maxMemory()).isEqualTo(8_388_608);
    assertThat(info.memory()).isEqualTo(1_000_000);
    assertThat(inactiveXml(test))
        .contains(memory(9_388_608))
        .contains("<currentMemory unit='KiB'>1111111</currentMemory>");
  }

  @Test
  void withoutFlagsTheStateOfTheDomainDecides() {
    Domain off = world.define("off");
    hypervisor.domainSetMemoryFlags(off, 100, 0);
    hypervisor.domainSetMaxMemory(off, 90);

    DomainInfo info = hypervisor.domainGetInfo(off);
    assertThat(info.maxMemory()).isEqualTo(90);
    assertThat(info.memory()).isEqualTo(90);
    assertThat(hypervisor.domainGetMaxMemory(off)).isEqualTo(90);
  }

  @Test
  void memoryHasItsLimits() {
    Domain test = world.test();
    assertThat(errorText(() -> hypervisor.domainSetMemory(test, 0)))
        .isEqualTo("8/20 memory in virDomainSetMemory must not be zero");
    assertThat(errorText(() -> hypervisor.domainSetMemory(test, 10_000_000)))
        .isEqualTo("8/12 invalid argument: cannot set memory higher than max memory");
    assertThat(errorText(() -> hypervisor.domainSetMaxMemory(test, 10_000_000)))
        .isEqualTo(
            "55/12 Requested operation is not valid: cannot resize the maximum memory on an active"
                + " domain");
    assertThat(errorText(() -> hypervisor.domainSetMemoryFlags(test, 100, LIVE | CONFIG)))
        .isEqualTo(
            "8/20 Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually"
                + " exclusive");
    assertThat(hypervisor.domainGetInfo(test).memory()).isEqualTo(2_097_152);
  }

  @Test
  void aTransientDomainHasNoConfiguration() {
    Domain passing = hypervisor.domainCreateXml(xml("passing"), 0);

    assertThat(errorText(() -> hypervisor.domainSetMemoryFlags(passing, 100, CONFIG)))
        .isEqualTo(
            "55/20 Requested operation is not valid: transient domains do not have any persistent"
                + " config");
  }

  @Test
  void vcpusAreChangedWhereTheFlagsSay() {
    Domain test = world.test();
    hypervisor.domainSetVcpusFlags(test, 8, CONFIG | Flag.VIR_DOMAIN_VCPU_MAXIMUM);
    hypervisor.domainSetVcpusFlags(test, 1, LIVE | CONFIG);

    assertThat(hypervisor.domainGetVcpusFlags(test, LIVE)).isEqualTo(1);
    assertThat(hypervisor.domainGetVcpusFlags(test, CONFIG)).isEqualTo(1);
    assertThat(hypervisor.domainGetMaxVcpus(test)).isEqualTo(2);
    assertThat(hypervisor.domainGetVcpusFlags(test, CONFIG | Flag.VIR_DOMAIN_VCPU_MAXIMUM))
        .isEqualTo(8);
    assertThat(inactiveXml(test)).contains("<vcpu placement='static' current='1'>8</vcpu>");
  }

  @Test
  void vcpusHaveTheirLimits() {
    Domain test = world.test();
    assertThat(errorText(() -> hypervisor.domainSetVcpus(test, 0)))
        .isEqualTo("8/20 nvcpus in virDomainSetVcpus must not be zero");
    assertThat(errorText(() -> hypervisor.domainSetVcpus(test, 3)))
        .isEqualTo("8/12 invalid argument: requested cpu amount exceeds maximum (3 > 2)");
    assertThat(errorText(() -> hypervisor.domainSetVcpus(test, 33)))
        .isEqualTo(
            "8/12 invalid argument: requested cpu amount exceeds maximum supported amount (33 >"
                + " 32)");
    assertThat(
            errorText(
                () -> hypervisor.domainSetVcpusFlags(test, 8, LIVE | Flag.VIR_DOMAIN_VCPU_MAXIMUM)))
        .isEqualTo(
            "8/20 Flag 'VIR_DOMAIN_AFFECT_CONFIG' is required by flag 'VIR_DOMAIN_VCPU_MAXIMUM'");
  }

  @Test
  void anErrorInTheConfigurationLeavesTheRunningDomainAlone() {
    Domain test = world.test();
    hypervisor.domainSetVcpusFlags(test, 1, CONFIG | Flag.VIR_DOMAIN_VCPU_MAXIMUM);

    assertThat(errorText(() -> hypervisor.domainSetVcpusFlags(test, 2, LIVE | CONFIG)))
        .startsWith("8/12");
    hypervisor.domainSetVcpus(test, 1);
    assertThat(errorText(() -> hypervisor.domainSetVcpusFlags(test, 2, LIVE | CONFIG)))
        .startsWith("8/12");
    assertThat(hypervisor.domainGetVcpusFlags(test, LIVE)).isEqualTo(1);
  }

  @Test
  void lifecycleActionsAreChangedWhereTheFlagsSay() {
    Domain test = world.test();
    hypervisor.domainSetLifecycleAction(test, 0, 1, 0);
    hypervisor.domainSetLifecycleAction(test, 2, 5, CONFIG);

    assertThat(liveXml(test))
        .contains("<on_poweroff>restart</on_poweroff>")
        .contains("<on_crash>destroy</on_crash>");
    assertThat(inactiveXml(test))
        .contains("<on_poweroff>destroy</on_poweroff>")
        .contains("<on_crash>coredump-restart</on_crash>");
    assertThat(errorText(() -> hypervisor.domainSetLifecycleAction(test, 0, 4, 0)))
        .isEqualTo(
            "67/20 unsupported configuration: Lifecycle event 'poweroff' doesn't support"
                + " 'coredump-destroy' action");
    assertThat(errorText(() -> hypervisor.domainSetLifecycleAction(test, 7, 1, 0)))
        .isEqualTo("8/20 invalid argument: invalid lifecycle type '7'");
  }

  @Test
  void autostartIsYesOrNo() {
    hypervisor.domainSetAutostart(world.test(), 5);
    assertThat(hypervisor.domainGetAutostart(world.test())).isEqualTo(1);
    hypervisor.domainSetAutostart(world.test(), 0);
    assertThat(hypervisor.domainGetAutostart(world.test())).isZero();
  }
}
