package org.jvirtd.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jvirtd.driver.test.TestWorld.errorText;
import static org.jvirtd.driver.test.TestWorld.uuidXml;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvirtd.protocol.domain.Domain;

/** Calls that do not fit a domain's state; code, domain and text are those of libvirt 9.0.0. */
class WrongStateTest {
  private static final String NOT_RUNNING =
      "55/20 Requested operation is not valid: domain is not running";

  private final TestWorld world = new TestWorld();
  private final TestHypervisor hypervisor = world.hypervisor;

  /** A call, given a connection and a domain. */
  @FunctionalInterface
  interface Call {
    void on(TestHypervisor hypervisor, Domain domain);
  }

  private static Arguments call(String name, Call call) {
    return Arguments.of(name, call);
  }

  static Stream<Arguments> callsThatNeedAnActiveDomain() {
    return Stream.of(
        call("reboot", (h, d) -> h.domainReboot(d, 0)),
        call("destroy", TestHypervisor::domainDestroy),
        call("reset", (h, d) -> h.domainReset(d, 0)),
        call("save", (h, d) -> h.domainSave(d, "/nowhere/at/all")),
        call("dump", (h, d) -> h.domainCoreDump(d, "/nowhere/at/all", 0)),
        call("managed save", (h, d) -> h.domainManagedSave(d, 0)),
        call("set memory", (h, d) -> h.domainSetMemory(d, 100)),
        call("set vcpus", (h, d) -> h.domainSetVcpus(d, 1)),
        call("max vcpus", TestHypervisor::domainGetMaxVcpus),
        call("live vcpus", (h, d) -> h.domainGetVcpusFlags(d, 1)),
        call("memory stats", (h, d) -> h.domainMemoryStats(d, 10, 0)),
        call("memory peek", (h, d) -> h.domainMemoryPeek(d, 0, 1, 1)),
        call("cpu stats", (h, d) -> h.domainGetCpuStats(d, 3, -1, 1, 0)),
        call("block stats", (h, d) -> h.domainBlockStats(d, "vda")),
        call("interface stats", (h, d) -> h.domainInterfaceStats(d, "testnet0")),
        call("disk errors", (h, d) -> h.domainGetDiskErrors(d, 0, 0)),
        call("host name", (h, d) -> h.domainGetHostname(d, 0)),
        call("set time", (h, d) -> h.domainSetTime(d, 1, 0, 0)),
        call("control info", (h, d) -> h.domainGetControlInfo(d, 0)),
        call("freeze", (h, d) -> h.domainFsfreeze(d, java.util.List.of(), 0)),
        call("send key", (h, d) -> h.domainSendKey(d, 0, 0, new int[] {30}, 0)),
        call("inject NMI", (h, d) -> h.domainInjectNmi(d, 0)),
        call("password", (h, d) -> h.domainSetUserPassword(d, "a", "b", 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsThatNeedAnActiveDomain")
  void aCallThatNeedsAnActiveDomainFailsOnAnInactiveOne(String name, Call call) {
    Domain off = world.define("off");
    world.takeEvents();

    assertThat(errorText(() -> call.on(hypervisor, off))).isEqualTo(NOT_RUNNING);
    assertThat(world.state(off)).isEqualTo("5/0");
    assertThat(world.takeEvents()).isEmpty();
  }

  static Stream<Arguments> callsOnADomainThatIsNotThere() {
    return Stream.concat(
        callsThatNeedAnActiveDomain(),
        Stream.of(
            call("start", TestHypervisor::domainCreate),
            call("shutdown", TestHypervisor::domainShutdown),
            call("suspend", TestHypervisor::domainSuspend),
            call("resume", TestHypervisor::domainResume),
            call("undefine", TestHypervisor::domainUndefine),
            call("rename", (h, d) -> h.domainRename(d, "x", 0)),
            call("info", TestHypervisor::domainGetInfo),
            call("state", (h, d) -> h.domainGetState(d, 0)),
            call("xml", (h, d) -> h.domainGetXmlDesc(d, 0)),
            call("autostart", TestHypervisor::domainGetAutostart)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOnADomainThatIsNotThere")
  void aCallOnADomainThatIsNotThereNamesIt(String name, Call call) {
    Domain gone = world.define("gone");
    hypervisor.domainUndefine(gone);

    assertThat(errorText(() -> call.on(hypervisor, gone)))
        .isEqualTo(
            "42/12 Domain not found: no domain with matching uuid '" + gone.uuid() + "' (gone)");
  }

  @Test
  void lookupsThatFindNothingSayOnlyThat() {
    assertThat(errorText(() -> hypervisor.domainLookupByName("none")))
        .isEqualTo("42/12 Domain not found");
    assertThat(errorText(() -> hypervisor.domainLookupById(77)))
        .isEqualTo("42/12 Domain not found");
    assertThat(
            errorText(
                () -> hypervisor.domainLookupByUuid(java.util.UUID.fromString(TestWorld.uuid(1)))))
        .isEqualTo("42/12 Domain not found");
  }

  @Test
  void startingARunningDomainFails() {
    assertThat(errorText(() -> hypervisor.domainCreate(world.test())))
        .isEqualTo("1/12 internal error: Domain 'test' is already running");
  }

  @Test
  void suspendNeedsARunningDomainAndResumeAPausedOne() {
    expectInternal("domain 'test' not paused", hypervisor::domainResume);
    hypervisor.domainSuspend(world.test());
    expectInternal("domain 'test' not running", hypervisor::domainSuspend);
    hypervisor.domainShutdown(world.test());
    expectInternal("domain 'test' not running", hypervisor::domainSuspend);
    expectInternal("domain 'test' not paused", hypervisor::domainResume);
    expectInternal("domain 'test' not running", hypervisor::domainShutdown);
  }

  private void expectInternal(String detail, Consumer<Domain> call) {
    assertThat(errorText(() -> call.accept(world.test())))
        .isEqualTo("1/12 internal error: " + detail);
  }

  @Test
  void createXmlRefusesADomainThatIsActive() {
    hypervisor.domainCreateXml(uuidXml("one", 1), 0);

    assertThat(errorText(() -> hypervisor.domainCreateXml(uuidXml("one", 1), 0)))
        .isEqualTo("55/20 Requested operation is not valid: domain 'one' is already active");
  }

  @Test
  void onlyAPersistentInactiveDomainCanBeRenamed() {
    assertThat(errorText(() -> hypervisor.domainRename(world.test(), "x", 0)))
        .isEqualTo("55/12 Requested operation is not valid: cannot rename active domain");
    Domain off = world.define("off");
    assertThat(errorText(() -> hypervisor.domainRename(off, "off", 0)))
        .isEqualTo("55/20 Requested operation is not valid: Can't rename domain to itself");
    assertThat(errorText(() -> hypervisor.domainRename(off, "test", 0)))
        .isEqualTo(
            "55/20 Requested operation is not valid: domain with name 'test' already exists");
    assertThat(errorText(() -> hypervisor.domainRename(off, "a/b", 0)))
        .isEqualTo("27/12 XML error: name a/b cannot contain '/'");
    assertThat(errorText(() -> hypervisor.domainRename(off, "", 0)))
        .isEqualTo("8/20 string new_name in virDomainRename must not be empty");
    assertThat(world.domain("off")).isEqualTo(off);
  }

  @Test
  void managedSaveNeedsAPersistentDomainAndBlocksUndefine() {
    Domain passing = hypervisor.domainCreateXml(TestWorld.xml("passing"), 0);
    assertThat(errorText(() -> hypervisor.domainManagedSave(passing, 0)))
        .isEqualTo(
            "55/12 Requested operation is not valid: cannot do managed save for transient domain");

    hypervisor.domainManagedSave(world.test(), 0);
    assertThat(errorText(() -> hypervisor.domainUndefine(world.test())))
        .isEqualTo(
            "55/12 Requested operation is not valid: Refusing to undefine while domain managed save"
                + " image exists");
    hypervisor.domainUndefineFlags(world.test(), Flag.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE);
  }

  @Test
  void theGuestsTimeNeedsARunningGuest() {
    hypervisor.domainSuspend(world.test());

    assertThat(errorText(() -> hypervisor.domainGetTime(world.test(), 0)))
        .isEqualTo("55/12 Requested operation is not valid: domain is not running");
  }

  @Test
  void vcpusOfAnInactiveDomainAreNeitherListedNorPinned() {
    Domain off = world.define("off");

    assertThat(errorText(() -> hypervisor.domainGetVcpus(off, 1, 1)))
        .isEqualTo(
            "55/12 Requested operation is not valid: cannot list vcpus for an inactive domain");
    assertThat(errorText(() -> hypervisor.domainPinVcpu(off, 0, new byte[] {1})))
        .isEqualTo(
            "55/12 Requested operation is not valid: cannot pin vcpus on an inactive domain");
  }
}
