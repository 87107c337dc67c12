package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvirtd.protocol.connect.NodeCpuStat;
import org.jvirtd.protocol.connect.NodeCpuStats;
import org.jvirtd.protocol.connect.NodeInfo;
import org.jvirtd.protocol.connect.NodeSecurityModel;
import org.jvirtd.protocol.event.DomainEvent;
import org.jvirtd.protocol.event.SecretEvent;

/** The imaginary host of {@code test:///default}, whose facts are libvirt 9.0.0's. */
class NodeTest {
  private final TestHypervisor hypervisor = new TestWorld().hypervisor;

  @Test
  void theHostIsAnOldPcWithTwoNodes() {
    assertThat(hypervisor.nodeGetInfo())
        .isEqualTo(new NodeInfo("i686", 3_145_728, 16, 1400, 2, 2, 2, 2));
    assertThat(hypervisor.connectGetMaxVcpus("kvm")).isEqualTo(32);
    assertThat(hypervisor.connectGetMaxVcpus(null)).isEqualTo(32);
    assertThat(hypervisor.nodeGetSecurityModel())
        .isEqualTo(new NodeSecurityModel("testSecurity", ""));
  }

  @Test
  void theConnectionTellsItsVersionsAndItsUri() {
    assertThat(hypervisor.connectGetType()).isEqualTo("TEST");
    assertThat(hypervisor.connectGetVersion()).isEqualTo(2);
    assertThat(hypervisor.connectGetLibVersion()).isEqualTo(9_000_000);
    assertThat(hypervisor.connectGetUri()).isEqualTo("test:///default");
    assertThat(hypervisor.connectIsSecure()).isEqualTo(1);
    assertThat(hypervisor.connectGetHostname()).isNotBlank().doesNotContain("\n");
    assertThat(hypervisor.supportsFeature(9)).isTrue();
    assertThat(hypervisor.supportsFeature(16)).isTrue();
    assertThat(hypervisor.supportsFeature(4)).isFalse();
    assertThat(hypervisor.emits(DomainEvent.class)).isTrue();
    assertThat(hypervisor.emits(SecretEvent.class)).isFalse();
  }

  @Test
  void cellsHaveMemory() {
    assertThat(hypervisor.nodeGetFreeMemory()).isEqualTo(3_145_728);
    assertThat(hypervisor.nodeGetCellsFreeMemory(0, 10)).containsExactly(2_097_152, 4_194_304);
    assertThat(hypervisor.nodeGetCellsFreeMemory(0, 1)).containsExactly(2_097_152);
    assertThat(hypervisor.nodeGetCellsFreeMemory(1, 1)).containsExactly(4_194_304);
    assertThat(errorText(() -> hypervisor.nodeGetCellsFreeMemory(2, 1)))
        .isEqualTo("8/12 invalid argument: Range exceeds available cells");
    assertThat(errorText(() -> hypervisor.nodeGetCellsFreeMemory(0, 0)))
        .isEqualTo("8/20 maxCells in virNodeGetCellsFreeMemory must be greater than zero");
    assertThat(errorText(() -> hypervisor.nodeGetCellsFreeMemory(-1, 5)))
        .isEqualTo("8/20 startCell in virNodeGetCellsFreeMemory must be zero or greater");
  }

  @Test
  void freePagesFollowTheSeriesOverCellsAndSizes() {
    assertThat(hypervisor.nodeGetFreePages(new int[] {4, 2048}, 0, 2, 0))
        .containsExactly(19, 45, 97, 201);
    assertThat(errorText(() -> hypervisor.nodeGetFreePages(new int[2], 0, 513, 0)))
        .isEqualTo("1/7 internal error: the result won't fit into REMOTE_NODE_MAX_CELLS");
    assertThat(errorText(() -> hypervisor.nodeGetFreePages(new int[2], 0, -1, 0)))
        .isEqualTo("1/7 internal error: the result won't fit into REMOTE_NODE_MAX_CELLS");
    assertThat(errorText(() -> hypervisor.nodeGetFreePages(new int[0], 0, 1, 0)))
        .isEqualTo("8/20 npages in virNodeGetFreePages must not be zero");
  }

  @Test
  void theCpuMapComesWhenItIsWanted() {
    assertThat(hypervisor.nodeGetCpuMap(1, 1, 0))
        .satisfies(map -> {
          assertThat(map.cpuMap()).containsExactly(0x15);
          assertThat(map.online()).isEqualTo(3);
          assertThat(map.count()).isEqualTo(8);
        });
    assertThat(hypervisor.nodeGetCpuMap(0, 0, 0))
        .satisfies(map -> {
          assertThat(map.cpuMap()).isEmpty();
          assertThat(map.online()).isZero();
          assertThat(map.count()).isEqualTo(8);
        });
  }

  @Test
  void cpuStatsFillTheRoomThatThereIs() {
    assertThat(hypervisor.nodeGetCpuStats(-1, 0, 0)).isEqualTo(new NodeCpuStats(List.of(), 4));
    assertThat(hypervisor.nodeGetCpuStats(3, 2, 0))
        .isEqualTo(
            new NodeCpuStats(
                List.of(
                    new NodeCpuStat("user", 9_797_400_000L),
                    new NodeCpuStat("kernel", 34_678_723_400_000L)),
                2));
    assertThat(hypervisor.nodeGetCpuStats(-1, 16, 0).paramCount()).isEqualTo(4);
    assertThat(errorText(() -> hypervisor.nodeGetCpuStats(-1, 17, 0)))
        .isEqualTo("1/7 internal error: nparams too large");
    assertThat(errorText(() -> hypervisor.nodeGetCpuStats(-1, -1, 0)))
        .isEqualTo("1/7 internal error: nparams must be non-negative");
  }

  @Test
  void capabilitiesDescribeBothCellsAndBothKindsOfGuest() {
    assertThat(hypervisor.connectGetCapabilities())
        .startsWith("<capabilities>\n\n  <host>\n    <cpu>\n      <arch>i686</arch>\n")
        .contains(
            """
                    <cell id='1'>
                      <memory unit='KiB'>4194304</memory>
                      <pages unit='KiB' size='8'>524288</pages>
                      <pages unit='KiB' size='2048'>0</pages>
                      <pages unit='KiB' size='1048576'>0</pages>
                      <cpus num='8'>
                        <cpu id='8' socket_id='1' die_id='0' core_id='0' siblings='8'/>
            """)
        .contains("    <os_type>hvm</os_type>\n")
        .contains("    <os_type>xen</os_type>\n")
        .endsWith("  </guest>\n\n</capabilities>\n");
  }

  @Test
  void aHostWithoutCellsHasAnEmptyTopology() {
    NodeFacts facts = new NodeFacts("i686", 1024, 1, 100, 1, 1, 1, 1, List.of());

    assertThat(CapabilitiesXml.of(facts)).contains("<cells num='0'>\n      </cells>");
  }

  @Test
  void sysinfoIsThatOfALaptop() {
    assertThat(hypervisor.connectGetSysinfo(0))
        .startsWith("<sysinfo type='smbios'>\n  <bios>\n    <entry name='vendor'>LENOVO</entry>\n")
        .endsWith("</sysinfo>\n");
  }

  @Test
  void whatTheDriverDoesNotHaveIsNotSupported() {
    assertThat(errorText(() -> hypervisor.nodeGetMemoryStats(0, -1, 0)))
        .isEqualTo(
            "3/20 this function is not supported by the connection driver: virNodeGetMemoryStats");
  }
}
