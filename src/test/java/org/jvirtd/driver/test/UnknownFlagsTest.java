package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.rpc.RpcError;

/** Flags that a call does not know, and the function that its error names. */
class UnknownFlagsTest {
  private static final int UNKNOWN = 1 << 20;

  private final TestWorld world = new TestWorld();

  @FunctionalInterface
  interface Call {
    void on(TestHypervisor hypervisor, Domain domain, int flags);
  }

  private static Arguments call(String function, Call call) {
    return Arguments.of(function, call);
  }

  static Stream<Arguments> calls() {
    String xml = TestWorld.xml("x");
    return Stream.of(
        call("testDomainDefineXMLFlags", (h, d, f) -> h.domainDefineXmlFlags(xml, f)),
        call("testDomainCreateXML", (h, d, f) -> h.domainCreateXml(xml, f)),
        call("testDomainCreateWithFlags", (h, d, f) -> h.domainCreateWithFlags(d, f)),
        call("testDomainShutdownFlags", (h, d, f) -> h.domainShutdownFlags(d, f)),
        call("testDomainReboot", (h, d, f) -> h.domainReboot(d, f)),
        call("testDomainReset", (h, d, f) -> h.domainReset(d, f)),
        call("testDomainDestroyFlags", (h, d, f) -> h.domainDestroyFlags(d, f)),
        call("testDomainUndefineFlags", (h, d, f) -> h.domainUndefineFlags(d, f)),
        call("testDomainRename", (h, d, f) -> h.domainRename(d, "x", f)),
        call("testDomainGetState", (h, d, f) -> h.domainGetState(d, f)),
        call("testDomainGetControlInfo", (h, d, f) -> h.domainGetControlInfo(d, f)),
        call("testDomainGetXMLDesc", (h, d, f) -> h.domainGetXmlDesc(d, f)),
        call("testConnectListAllDomains", (h, d, f) -> h.connectListAllDomains(1, f)),
        call(
            "testConnectGetAllDomainStats",
            (h, d, f) -> h.connectGetAllDomainStats(List.of(), 0, f)),
        call("testDomainSetMemoryFlags", (h, d, f) -> h.domainSetMemoryFlags(d, 1, f)),
        call("testDomainSetMemoryStatsPeriod", (h, d, f) -> h.domainSetMemoryStatsPeriod(d, 1, f)),
        call("testDomainMemoryStats", (h, d, f) -> h.domainMemoryStats(d, 1, f)),
        call("testDomainMemoryPeek", (h, d, f) -> h.domainMemoryPeek(d, 0, 1, f)),
        call("testDomainGetVcpusFlags", (h, d, f) -> h.domainGetVcpusFlags(d, f)),
        call("testDomainSetVcpusFlags", (h, d, f) -> h.domainSetVcpusFlags(d, 1, f)),
        call("testDomainPinVcpuFlags", (h, d, f) -> h.domainPinVcpuFlags(d, 0, new byte[1], f)),
        call("testDomainPinEmulator", (h, d, f) -> h.domainPinEmulator(d, new byte[1], f)),
        call("testDomainGetEmulatorPinInfo", (h, d, f) -> h.domainGetEmulatorPinInfo(d, 1, f)),
        call(
            "testDomainGetSchedulerParametersFlags",
            (h, d, f) -> h.domainGetSchedulerParametersFlags(d, 1, f)),
        call("testDomainGetCPUStats", (h, d, f) -> h.domainGetCpuStats(d, 3, -1, 1, f)),
        call("testDomainSaveFlags", (h, d, f) -> h.domainSaveFlags(d, "/x", null, f)),
        call("testDomainRestoreFlags", (h, d, f) -> h.domainRestoreFlags("/x", null, f)),
        call("testDomainSaveImageGetXMLDesc", (h, d, f) -> h.domainSaveImageGetXmlDesc("/x", f)),
        call("testDomainSaveImageDefineXML", (h, d, f) -> h.domainSaveImageDefineXml("/x", xml, f)),
        call("testDomainManagedSave", (h, d, f) -> h.domainManagedSave(d, f)),
        call("testDomainHasManagedSaveImage", (h, d, f) -> h.domainHasManagedSaveImage(d, f)),
        call("testDomainManagedSaveRemove", (h, d, f) -> h.domainManagedSaveRemove(d, f)),
        call("testDomainCoreDumpWithFormat", (h, d, f) -> h.domainCoreDump(d, "/x", f)),
        call("testDomainGetHostname", (h, d, f) -> h.domainGetHostname(d, f)),
        call("testDomainGetTime", (h, d, f) -> h.domainGetTime(d, f)),
        call("testDomainSetTime", (h, d, f) -> h.domainSetTime(d, 1, 0, f)),
        call("testDomainFSFreeze", (h, d, f) -> h.domainFsfreeze(d, List.of(), f)),
        call("testDomainFSThaw", (h, d, f) -> h.domainFsthaw(d, List.of(), f)),
        call("testDomainFSTrim", (h, d, f) -> h.domainFstrim(d, null, 0, f)),
        call("testDomainGetFSInfo", (h, d, f) -> h.domainGetFsinfo(d, f)),
        call("testDomainInjectNMI", (h, d, f) -> h.domainInjectNmi(d, f)),
        call("testDomainSendKey", (h, d, f) -> h.domainSendKey(d, 0, 0, new int[1], f)),
        call("testDomainSendProcessSignal", (h, d, f) -> h.domainSendProcessSignal(d, 1, 1, f)),
        call("testDomainSetUserPassword", (h, d, f) -> h.domainSetUserPassword(d, "a", "b", f)),
        call("testDomainGetLaunchSecurityInfo", (h, d, f) -> h.domainGetLaunchSecurityInfo(d, f)),
        call("testDomainGetMessages", (h, d, f) -> h.domainGetMessages(d, f)),
        call("testDomainGetMetadata", (h, d, f) -> h.domainGetMetadata(d, 0, null, f)),
        call("testDomainSetMetadata", (h, d, f) -> h.domainSetMetadata(d, 0, "x", null, null, f)),
        call("testDomainGetBlockInfo", (h, d, f) -> h.domainGetBlockInfo(d, "vda", f)),
        call("testDomainGetDiskErrors", (h, d, f) -> h.domainGetDiskErrors(d, 0, f)),
        call("testDomainSetLifecycleAction", (h, d, f) -> h.domainSetLifecycleAction(d, 0, 0, f)),
        call("testDomainSnapshotNum", (h, d, f) -> h.domainSnapshotNum(d, f)),
        call("testDomainSnapshotListNames", (h, d, f) -> h.domainSnapshotListNames(d, 1, f)),
        call("testDomainListAllSnapshots", (h, d, f) -> h.domainListAllSnapshots(d, 1, f)),
        call("testDomainHasCurrentSnapshot", (h, d, f) -> h.domainHasCurrentSnapshot(d, f)),
        call("testDomainSnapshotCurrent", (h, d, f) -> h.domainSnapshotCurrent(d, f)),
        call(
            "testDomainSnapshotLookupByName", (h, d, f) -> h.domainSnapshotLookupByName(d, "s", f)),
        call("testDomainListAllCheckpoints", (h, d, f) -> h.domainListAllCheckpoints(d, 1, f)),
        call(
            "testDomainCheckpointLookupByName",
            (h, d, f) -> h.domainCheckpointLookupByName(d, "c", f)),
        call("testConnectGetSysinfo", (h, d, f) -> h.connectGetSysinfo(f)),
        call("testNodeGetCPUStats", (h, d, f) -> h.nodeGetCpuStats(-1, 0, f)),
        call("testNodeGetCPUMap", (h, d, f) -> h.nodeGetCpuMap(1, 1, f)),
        call("testNodeGetFreePages", (h, d, f) -> h.nodeGetFreePages(new int[1], 0, 1, f)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void anUnknownFlagIsRefusedBeforeAnythingIsDone(String function, Call call) {
    RpcError error = TestWorld.error(() -> call.on(world.hypervisor, world.test(), UNKNOWN));

    assertThat(error)
        .isEqualTo(
            new RpcError(
                8,
                12,
                "unsupported flags (0x100000) in function " + function,
                RpcError.LEVEL_ERROR,
                null,
                function,
                "flags",
                null,
                0,
                0,
                null));
    assertThat(world.takeEvents()).isEmpty();
  }
}
