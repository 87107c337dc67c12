package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainBlockInfo;
import org.jvirtd.protocol.domain.DomainBlockStats;
import org.jvirtd.protocol.domain.DomainControlInfo;
import org.jvirtd.protocol.domain.DomainCpuStats;
import org.jvirtd.protocol.domain.DomainDiskError;
import org.jvirtd.protocol.domain.DomainDiskErrors;
import org.jvirtd.protocol.domain.DomainFsInfo;
import org.jvirtd.protocol.domain.DomainInfo;
import org.jvirtd.protocol.domain.DomainInterfaceStats;
import org.jvirtd.protocol.domain.DomainMemoryStat;
import org.jvirtd.protocol.domain.DomainSecurityLabel;
import org.jvirtd.protocol.domain.DomainTime;
import org.jvirtd.protocol.domain.VcpuInfo;

/** What the imaginary guest and its made-up figures answer. */
class GuestTest {
  private static final long NOW_MICROS =
      ChronoUnit.MICROS.between(java.time.Instant.EPOCH, TestWorld.NOW);

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;
  private final Domain test = world.test();

  @Test
  void cpuTimeIsTheWallClock() {
    assertThat(hypervisor.domainGetInfo(test))
        .isEqualTo(new DomainInfo(1, 8_388_608, 2_097_152, 2, NOW_MICROS * 1000));
  }

  @Test
  void theGuestsClockStandsStillUntilItIsSet() {
    assertThat(hypervisor.domainGetTime(test, 0)).isEqualTo(new DomainTime(627_319_920, 0));
    hypervisor.domainSetTime(test, 5, 7, Flag.VIR_DOMAIN_TIME_SYNC);
    assertThat(hypervisor.domainGetTime(test, 0)).isEqualTo(new DomainTime(5, 7));
  }

  @ParameterizedTest
  @CsvSource({
    "627319920, 0, 0, 0",
    "0, 0, 0, 0",
    "5, 1, 0, 5",
    "15000, 2, 0, 5000",
    "31001, 3, 1, 1001",
    "59999, 3, 3, 29999",
    "60000, 0, 0, 0",
  })
  void theGuestsClockDecidesWhoControlsTheDomain(long time, int state, int details, long since) {
    hypervisor.domainSetTime(test, time, 0, 0);

    assertThat(hypervisor.domainGetControlInfo(test, 0))
        .isEqualTo(new DomainControlInfo(state, details, since));
  }

  @Test
  void fileSystemsAreFrozenAllOrSome() {
    assertThat(hypervisor.domainFsfreeze(test, List.of("/boot", "/boot"), 0)).isEqualTo(1);
    assertThat(hypervisor.domainFsfreeze(test, List.of(), 0)).isEqualTo(1);
    assertThat(hypervisor.domainFsfreeze(test, List.of(), 0)).isZero();
    assertThat(hypervisor.domainFsthaw(test, List.of("/"), 0)).isEqualTo(1);
    assertThat(errorText(() -> hypervisor.domainFsthaw(test, List.of("/boot", "/x"), 0)))
        .isEqualTo("55/12 Requested operation is not valid: mount point not found: /x");
    assertThat(hypervisor.domainFsthaw(test, List.of(), 0)).isEqualTo(1);
    hypervisor.domainFstrim(test, "/", 0, 0);
    assertThat(errorText(() -> hypervisor.domainFstrim(test, "/x", 0, 0))).startsWith("55/12");
  }

  @Test
  void fileSystemsLieOnTheFirstDisk() {
    assertThat(hypervisor.domainGetFsinfo(test, 0).info())
        .containsExactly(
            new DomainFsInfo("/", "vda1", "ext4", List.of("vda")),
            new DomainFsInfo("/boot", "vda2", "ext4", List.of("vda")));
    Domain diskless = hypervisor.domainCreateXml(TestWorld.xml("diskless"), 0);
    assertThat(hypervisor.domainGetFsinfo(diskless, 0).count()).isZero();
  }

  @Test
  void aGuestIsNamedAfterItsDomain() {
    assertThat(hypervisor.domainGetHostname(test, 0)).isEqualTo("testhost");
    assertThat(hypervisor.domainGetOsType(test)).isEqualTo("linux");
    assertThat(hypervisor.domainIsUpdated(test)).isZero();
    assertThat(hypervisor.domainGetMessages(test, 0)).isEmpty();
    assertThat(hypervisor.domainGetSecurityLabel(test))
        .isEqualTo(new DomainSecurityLabel("libvirt-test", 1));
    assertThat(hypervisor.domainGetSecurityLabel(world.define("off")))
        .isEqualTo(new DomainSecurityLabel("", 0));
  }

  @Test
  void keysAreCheckedAgainstTheirCodeSet() {
    hypervisor.domainSendKey(test, 0, 10, new int[] {30, 1, 524}, 0);
    hypervisor.domainSendKey(test, 1, 10, new int[] {57_469}, 0);
    assertThat(errorText(() -> hypervisor.domainSendKey(test, 0, 0, new int[] {30, 300_000}, 0)))
        .isEqualTo("1/12 internal error: invalid keycode 300000 of linux codeset");
    assertThat(errorText(() -> hypervisor.domainSendKey(test, 5, 0, new int[] {-1}, 0)))
        .isEqualTo("1/12 internal error: invalid keycode 4294967295 of os_x codeset");
    assertThat(errorText(() -> hypervisor.domainSendKey(test, 99, 0, new int[] {30}, 0)))
        .isEqualTo("8/20 Unsupported codeset '99'");
    assertThat(errorText(() -> hypervisor.domainSendKey(test, 0, 0, new int[0], 0)))
        .isEqualTo("8/20 nkeycodes in virDomainSendKey must be greater than zero");
  }

  @Test
  void signalsGoToTheFirstProcess() {
    hypervisor.domainSendProcessSignal(test, 1, 64, 0);
    assertThat(errorText(() -> hypervisor.domainSendProcessSignal(test, 2, 9, 0)))
        .isEqualTo("8/12 invalid argument: only sending a signal to pid 1 is supported");
    assertThat(errorText(() -> hypervisor.domainSendProcessSignal(test, 1, 900, 0)))
        .isEqualTo("8/12 invalid argument: signum value 900 is out of range");
  }

  @Test
  void memoryStatsFollowTheCurrentMemory() {
    assertThat(hypervisor.domainMemoryStats(test, 13, 0))
        .hasSize(13)
        .startsWith(new DomainMemoryStat(6, 2_097_152))
        .contains(new DomainMemoryStat(10, 262_144))
        .endsWith(new DomainMemoryStat(7, 1_048_576));
    assertThat(hypervisor.domainMemoryStats(test, 2, 0)).hasSize(2);
    Domain bare = hypervisor.domainCreateXml(TestWorld.xml("bare"), 0);
    assertThat(hypervisor.domainMemoryStats(bare, 13, 0)).isEmpty();
    assertThat(errorText(() -> hypervisor.domainMemoryStats(test, 1025, 0)))
        .isEqualTo("1/7 internal error: maxStats > REMOTE_DOMAIN_MEMORY_STATS_MAX");
  }

  @Test
  void memoryHoldsItsAddresses() {
    assertThat(hypervisor.domainMemoryPeek(test, 254, 4, 1)).containsExactly(254, 255, 0, 1);
    assertThat(hypervisor.domainMemoryPeek(test, 0, 0, 2)).isEmpty();
    assertThat(errorText(() -> hypervisor.domainMemoryPeek(test, 0, 1, 0)))
        .isEqualTo(
            "8/12 invalid argument: flags parameter must be VIR_MEMORY_VIRTUAL or"
                + " VIR_MEMORY_PHYSICAL");
    assertThat(errorText(() -> hypervisor.domainMemoryPeek(test, 0, 1, 3)))
        .isEqualTo(
            "8/20 Flags 'VIR_MEMORY_VIRTUAL' and 'VIR_MEMORY_PHYSICAL' are mutually exclusive");
    assertThat(errorText(() -> hypervisor.domainMemoryPeek(test, 0, 4_194_305, 1)))
        .isEqualTo("1/7 internal error: size > maximum buffer size");
  }

  @Test
  void theBalloonsPeriodNeedsABalloon() {
    hypervisor.domainSetMemoryStatsPeriod(test, 5, 0);
    assertThat(hypervisor.domainGetXmlDesc(test, 0)).contains("<stats period='5'/>");
    assertThat(errorText(() -> hypervisor.domainSetMemoryStatsPeriod(world.define("x"), 5, 0)))
        .isEqualTo(
            "1/12 internal error: No memory balloon device configured, can not set the collection"
                + " period");
    assertThat(errorText(() -> hypervisor.domainSetMemoryStatsPeriod(test, -5, 0)))
        .isEqualTo("8/20 period in virDomainSetMemoryStatsPeriod must be zero or greater");
  }

  @Test
  void vcpusRunOnTheLastCpuTheyMay() {
    assertThat(hypervisor.domainGetVcpus(test, 5, 2).info())
        .containsExactly(
            new VcpuInfo(0, 1, NOW_MICROS / 10, 15), new VcpuInfo(1, 1, NOW_MICROS / 10, 15));
    hypervisor.domainPinVcpu(test, 0, new byte[] {5, 0});

    assertThat(hypervisor.domainGetVcpus(test, 2, 2))
        .satisfies(vcpus -> {
          assertThat(vcpus.info().getFirst().cpu()).isEqualTo(2);
          assertThat(vcpus.cpuMaps()).containsExactly(5, 0, 0xff, 0xff);
        });
    assertThat(hypervisor.domainGetVcpuPinInfo(test, 3, 1, 0))
        .satisfies(info -> {
          assertThat(info.count()).isEqualTo(2);
          assertThat(info.cpuMaps()).containsExactly(5, 0xff, 0);
        });
    assertThat(hypervisor.domainGetXmlDesc(test, 0)).contains("<vcpupin vcpu='0' cpuset='0,2'/>");
    assertThat(errorText(() -> hypervisor.domainPinVcpu(test, 2, new byte[] {1})))
        .isEqualTo("8/12 invalid argument: requested vcpu '2' is not present in the domain");
  }

  @Test
  void roomForVcpusIsBounded() {
    assertThat(errorText(() -> hypervisor.domainGetVcpus(test, 16_385, 1)))
        .isEqualTo("1/7 internal error: maxinfo > REMOTE_VCPUINFO_MAX");
    assertThat(errorText(() -> hypervisor.domainGetVcpus(test, 16_384, 1_000_000)))
        .isEqualTo("1/7 internal error: maxinfo * maplen > REMOTE_CPUMAPS_MAX");
    assertThat(errorText(() -> hypervisor.domainGetVcpuPinInfo(test, -1, 1, 0)))
        .isEqualTo("1/7 internal error: ncpumaps must be non-negative");
  }

  @Test
  void theEmulatorIsPinnedToo() {
    assertThat(hypervisor.domainGetEmulatorPinInfo(test, 2, 0).cpuMaps())
        .containsExactly(0xff, 0xff);
    hypervisor.domainPinEmulator(test, new byte[] {3}, 0);
    assertThat(hypervisor.domainGetEmulatorPinInfo(test, 2, 0).cpuMaps()).containsExactly(3, 0);
    assertThat(errorText(() -> hypervisor.domainPinEmulator(test, new byte[2], 0)))
        .isEqualTo("8/12 invalid argument: Empty cpu list for pinning");
  }

  @Test
  void deviceFiguresFollowTheClock() {
    long now = NOW_MICROS;
    DomainBlockStats stats =
        new DomainBlockStats(now / 10, now / 20, now / 30, now / 40, now / 2_000_000);
    assertThat(hypervisor.domainBlockStats(test, "vda")).isEqualTo(stats);
    assertThat(hypervisor.domainBlockStats(test, "/guest/diskimage1")).isEqualTo(stats);
    assertThat(hypervisor.domainInterfaceStats(test, "testnet0"))
        .isEqualTo(hypervisor.domainInterfaceStats(test, "AA:BB:CC:DD:EE:FF"))
        .isEqualTo(
            new DomainInterfaceStats(
                now / 10,
                now / 100,
                now / 1_000_000,
                now / 2_000_000,
                now / 20,
                now / 110,
                now / 3_000_000,
                now / 4_000_000));
    assertThat(hypervisor.domainGetBlockInfo(test, "vda", 0))
        .isEqualTo(new DomainBlockInfo(1_099_511_627_776L, 1_099_506_450_432L, 1_099_511_627_776L));
    assertThat(hypervisor.domainGetDiskErrors(test, 5, 0))
        .isEqualTo(new DomainDiskErrors(List.of(new DomainDiskError("vda", 1)), 1));
    assertThat(hypervisor.domainGetDiskErrors(test, 0, 0))
        .isEqualTo(new DomainDiskErrors(List.of(), 1));
  }

  @Test
  void devicesThatAreNotThereAreNamed() {
    assertThat(errorText(() -> hypervisor.domainBlockStats(test, "vdx")))
        .isEqualTo("8/12 invalid argument: invalid path: vdx");
    assertThat(errorText(() -> hypervisor.domainBlockStats(test, "")))
        .isEqualTo("84/12 Operation not supported: summary statistics are not supported yet");
    assertThat(errorText(() -> hypervisor.domainGetBlockInfo(test, "vdx", 0)))
        .isEqualTo("8/12 invalid argument: invalid path vdx not assigned to domain");
    assertThat(errorText(() -> hypervisor.domainInterfaceStats(test, "testnet9")))
        .isEqualTo("8/20 invalid argument: 'testnet9' is not a known interface");
  }

  @Test
  void cpuStatsAreForAllCpusOrForEach() {
    assertThat(hypervisor.domainGetCpuStats(test, 0, -1, 1, 0))
        .isEqualTo(new DomainCpuStats(List.of(), 3));
    assertThat(hypervisor.domainGetCpuStats(test, 1, -1, 1, 4))
        .isEqualTo(
            new DomainCpuStats(List.of(TypedParameter.ofUnsigned("cpu_time", 48_772_617_035L)), 1));
    assertThat(hypervisor.domainGetCpuStats(test, 0, 0, 0, 0))
        .isEqualTo(new DomainCpuStats(List.of(), 2));
    assertThat(hypervisor.domainGetCpuStats(test, 2, 0, 2, 0))
        .isEqualTo(
            new DomainCpuStats(
                List.of(
                    TypedParameter.ofUnsigned("cpu_time", 24_386_308_517L),
                    TypedParameter.ofUnsigned("vcpu_time", 23_151_740_627L),
                    TypedParameter.ofUnsigned("cpu_time", 24_386_308_518L),
                    TypedParameter.ofUnsigned("vcpu_time", 23_151_740_628L)),
                2));
    assertThat(errorText(() -> hypervisor.domainGetCpuStats(test, 1, 2, 1, 0)))
        .isEqualTo("8/12 invalid argument: start_cpu 2 larger than maximum of 1");
    assertThat(errorText(() -> hypervisor.domainGetCpuStats(test, 1, -1, 2, 0)))
        .isEqualTo("8/20 ncpus must be 1 when start_cpu is -1");
  }

  @Test
  void theSchedulerIsFair() {
    assertThat(hypervisor.domainGetSchedulerType(test).type()).isEqualTo("fair");
    assertThat(hypervisor.domainGetSchedulerParameters(test, 1))
        .containsExactly(TypedParameter.ofUnsigned("weight", 50));
    hypervisor.domainSetSchedulerParameters(test, List.of(TypedParameter.ofUnsigned("weight", 7)));
    assertThat(hypervisor.domainGetSchedulerParametersFlags(test, 1, 0))
        .containsExactly(TypedParameter.ofUnsigned("weight", 50));
    assertThat(
            errorText(() ->
                hypervisor.domainSetSchedulerParameters(
                    test, List.of(TypedParameter.of("weight", 7)))))
        .isEqualTo(
            "8/0 invalid argument: invalid type 'int' for parameter 'weight', expected 'uint'");
    assertThat(
            errorText(() ->
                hypervisor.domainSetSchedulerParameters(
                    test, List.of(TypedParameter.of("cap", 7)))))
        .isEqualTo("74/0 argument unsupported: parameter 'cap' not supported");
  }
}
