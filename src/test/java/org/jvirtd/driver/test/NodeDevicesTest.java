package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.event.NodeDeviceLifecycleEvent;
import org.jvirtd.protocol.nodedevice.NodeDevice;

/** Devices of the host, and the virtual adapter that can be made. */
class NodeDevicesTest {
  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  private static String xml(String parent, String wwnn) {
    return "<device>"
        + parent
        + "<capability type='scsi_host'><capability type='fc_host'><wwnn>"
        + wwnn
        + "</wwnn><wwpn>2</wwpn></capability></capability></device>";
  }

  private List<String> takeEvents() {
    List<String> taken =
        world.events.stream()
            .map(NodeDeviceLifecycleEvent.class::cast)
            .map(event -> event.device().name() + " " + event.event())
            .toList();
    world.events.clear();
    return taken;
  }

  @Test
  void aVirtualAdapterComesAndGoes() {
    NodeDevice made = hypervisor.nodeDeviceCreateXml(xml("<parent>scsi_host2</parent>", "1"), 0);

    assertThat(made.name()).isEqualTo("scsi_host12");
    assertThat(hypervisor.nodeDeviceGetParent("scsi_host12")).isEqualTo("scsi_host1");
    assertThat(hypervisor.nodeDeviceGetXmlDesc("scsi_host12", 0)).contains("<wwnn>1</wwnn>");
    hypervisor.nodeDeviceDestroy("scsi_host12");
    assertThat(takeEvents()).containsExactly("scsi_host12 0", "scsi_host12 1");
    assertThat(errorText(() -> hypervisor.nodeDeviceLookupByName("scsi_host12")))
        .isEqualTo("53/12 Node device not found: no node device with matching name 'scsi_host12'");
  }

  @Test
  void aSecondOneTakesThePlaceOfTheFirst() {
    hypervisor.nodeDeviceCreateXml(xml("", "1"), 0);
    hypervisor.nodeDeviceCreateXml(xml("", "7"), 0);

    assertThat(hypervisor.nodeNumOfDevices(null, 0)).isEqualTo(5);
    assertThat(hypervisor.nodeDeviceGetXmlDesc("scsi_host12", 0)).contains("<wwnn>7</wwnn>");
  }

  @ParameterizedTest
  @CsvSource({
    "<parent>computer</parent>, Parent device computer is not capable of vport operations",
    "<parent>nosuch</parent>, Could not find parent device for 'new device'",
    "<parent wwnn='9' wwpn='9'/>, Could not find parent device for 'new device'",
    "<parent fabric_wwn='9'/>, Could not find parent device for 'new device'",
  })
  void aParentMustBeAbleToHaveChildren(String parent, String text) {
    assertThat(errorText(() -> hypervisor.nodeDeviceCreateXml(xml(parent, "1"), 0)))
        .isEqualTo("1/22 internal error: " + text);
    assertThat(takeEvents()).isEmpty();
  }

  @Test
  void withoutTheModelNoneIsMade() {
    hypervisor.nodeDeviceDestroy("scsi_host11");

    assertThat(errorText(() -> hypervisor.nodeDeviceCreateXml(xml("", "1"), 0)))
        .contains("no device 'scsi_host11' to make a virtual adapter like");
  }

  @Test
  void whatIsNoVirtualAdapterIsNotDestroyed() {
    hypervisor.nodeDeviceDestroy("computer");

    assertThat(hypervisor.nodeDeviceLookupByName("computer").name()).isEqualTo("computer");
    assertThat(takeEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, computer scsi_host1 scsi_host11 scsi_host2",
    "1, computer", // system
    "32, scsi_host1 scsi_host11 scsi_host2", // SCSI host
    "512, scsi_host1 scsi_host11 scsi_host2", // Fibre Channel
    "1024, scsi_host1 scsi_host2", // makes ports
    "1025, computer scsi_host1 scsi_host2",
    "2, ''", // PCI
    "-2147483648, computer scsi_host1 scsi_host11 scsi_host2", // active
    "1073741824, ''", // inactive
    "-2147483647, computer",
  })
  void aListHoldsWhatItsFiltersSay(int flags, String names) {
    List<String> found =
        hypervisor.connectListAllNodeDevices(1, flags).devices().stream()
            .map(NodeDevice::name)
            .sorted()
            .toList();

    assertThat(String.join(" ", found)).isEqualTo(names);
  }

  @Test
  void theOldListsKnowKindsByName() {
    assertThat(hypervisor.nodeListDevices("vports", 9, 0))
        .containsExactlyInAnyOrder("scsi_host1", "scsi_host2");
    assertThat(hypervisor.nodeListDevices("scsi_host", 1, 0)).hasSize(1);
    assertThat(hypervisor.nodeNumOfDevices("nosuch", 0)).isZero();
    assertThat(hypervisor.nodeDeviceListCaps("scsi_host1", 9)).containsExactly("scsi_host");
  }
}
