package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.interfaces.Interface;

/** Interfaces of the host, and changes to them that are kept or taken back. */
class HostInterfacesTest {
  private final TestHypervisor hypervisor = new TestWorld().hypervisor;
  private final Interface eth1 = hypervisor.interfaceLookupByName("eth1");

  private static String xml(String name) {
    return "<interface type='ethernet' name='"
        + name
        + "'><mac address='52:54:00:00:00:01'/></interface>";
  }

  @Test
  void aChangeThatIsTakenBackLeavesNothingOfIt() {
    hypervisor.interfaceChangeBegin(0);
    hypervisor.interfaceDefineXml(xml("eth7"), 0);
    hypervisor.interfaceUndefine(eth1);

    hypervisor.interfaceChangeRollback(0);

    assertThat(hypervisor.connectListAllInterfaces(1, 0).interfaces()).containsExactly(eth1);
    // As in libvirt's test driver, what was up is not brought up again.
    assertThat(hypervisor.interfaceIsActive(eth1)).isZero();
  }

  @Test
  void aChangeThatIsKeptRemains() {
    hypervisor.interfaceChangeBegin(0);
    hypervisor.interfaceUndefine(eth1);
    hypervisor.interfaceChangeCommit(0);

    assertThat(hypervisor.connectListAllInterfaces(1, 0).interfaces()).isEmpty();
    assertThat(errorText(() -> hypervisor.interfaceChangeRollback(0)))
        .isEqualTo(
            "55/12 Requested operation is not valid: no transaction running, nothing to rollback.");
  }

  @Test
  void oneChangeAtATime() {
    hypervisor.interfaceChangeBegin(0);

    assertThat(errorText(() -> hypervisor.interfaceChangeBegin(0)))
        .isEqualTo("55/12 Requested operation is not valid: there is another transaction running.");
  }

  @Test
  void upAndDown() {
    assertThat(errorText(() -> hypervisor.interfaceCreate(eth1, 0)))
        .isEqualTo("55/12 Requested operation is not valid");
    hypervisor.interfaceDestroy(eth1, 0);
    assertThat(hypervisor.connectListDefinedInterfaces(9)).containsExactly("eth1");
    assertThat(hypervisor.connectNumOfInterfaces()).isZero();
    assertThat(hypervisor.connectListAllInterfaces(1, 2).interfaces()).isEmpty();
    assertThat(hypervisor.connectListAllInterfaces(1, 1).interfaces()).containsExactly(eth1);
    hypervisor.interfaceCreate(eth1, 0);
    assertThat(hypervisor.connectListInterfaces(9)).containsExactly("eth1");
  }

  @Test
  void anAddressOfTwoInterfacesNamesNeither() {
    hypervisor.interfaceDefineXml(xml("a"), 0);
    assertThat(hypervisor.interfaceLookupByMacString("52:54:00:00:00:01").name()).isEqualTo("a");
    hypervisor.interfaceDefineXml(xml("b"), 0);

    assertThat(errorText(() -> hypervisor.interfaceLookupByMacString("52:54:00:00:00:01")))
        .isEqualTo("59/12 multiple matching interfaces found");
  }

  @Test
  void anInterfaceWithoutAddressMatchesNone() {
    hypervisor.interfaceDefineXml("<interface type='bridge' name='b'><bridge/></interface>", 0);

    assertThat(hypervisor.interfaceLookupByName("b").mac()).isEmpty();
    assertThat(hypervisor.interfaceLookupByMacString("AA:BB:CC:DD:EE:FF").name()).isEqualTo("eth1");
  }

  @Test
  void aNewDefinitionLeavesAnInterfaceUp() {
    hypervisor.interfaceDefineXml(xml("eth1"), 0);

    assertThat(hypervisor.interfaceIsActive(eth1)).isOne();
  }
}
