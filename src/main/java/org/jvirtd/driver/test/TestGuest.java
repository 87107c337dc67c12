package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.domain.DomainDefinition;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainFsInfo;
import org.jvirtd.protocol.domain.DomainFsInfoList;
import org.jvirtd.protocol.domain.DomainGuestProcedures;
import org.jvirtd.protocol.domain.DomainSecurityLabel;
import org.jvirtd.protocol.domain.DomainTime;
import org.jvirtd.protocol.event.DomainMetadataChangeEvent;
import org.jvirtd.rpc.Stream;
import org.jvirtd.rpc.StreamSource;

/** Calls that talk to the imaginary guest, or that tell of it. */
interface TestGuest extends InWorld, DomainGuestProcedures {

  @Override
  default String domainGetHostname(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetHostname");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return domain.name() + "host";
            });
  }

  /** Every screen shows the same, whether or not there is such a domain, as libvirt's. */
  @Override
  default String domainScreenshot(Domain domain, Stream stream, int screen, int flags) {
    Check.flags(flags, 0, "testDomainScreenshot");
    stream.sendFrom(StreamSource.of(TestCard.png()));
    return TestCard.MIME_TYPE;
  }

  @Override
  default DomainTime domainGetTime(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetTime");
    return world()
        .with(
            domain,
            vm -> {
              if (vm.state().state() != RunState.State.RUNNING) {
                throw LibvirtException.invalidOperation(TEST, "domain is not running");
              }
              return new DomainTime(vm.guest().seconds(), vm.guest().nanoseconds());
            });
  }

  @Override
  default void domainSetTime(Domain domain, long seconds, int nanoseconds, int flags) {
    Check.flags(flags, Flag.VIR_DOMAIN_TIME_SYNC, "testDomainSetTime");
    whileActive(domain, vm -> vm.guest().setTime(seconds, nanoseconds));
  }

  private void whileActive(Domain domain, Consumer<TestDomain> action) {
    world()
        .change(
            domain,
            vm -> {
              vm.requireActive();
              action.accept(vm);
            });
  }

  @Override
  default int domainFsfreeze(Domain domain, List<String> mountPoints, int flags) {
    Check.flags(flags, 0, "testDomainFSFreeze");
    return freeze(domain, mountPoints, true);
  }

  @Override
  default int domainFsthaw(Domain domain, List<String> mountPoints, int flags) {
    Check.flags(flags, 0, "testDomainFSThaw");
    return freeze(domain, mountPoints, false);
  }

  private int freeze(Domain domain, List<String> mountPoints, boolean freeze) {
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              return vm.guest().freeze(mountPoints, freeze);
            });
  }

  @Override
  default void domainFstrim(Domain domain, @Nullable String mountPoint, long minimum, int flags) {
    Check.flags(flags, 0, "testDomainFSTrim");
    whileActive(
        domain,
        vm -> {
          if (mountPoint != null) {
            GuestState.indexOf(mountPoint);
          }
        });
  }

  /** Two file systems on the first disk that is one; none without. */
  @Override
  default DomainFsInfoList domainGetFsinfo(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetFSInfo");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              List<DomainFsInfo> fileSystems =
                  vm.current().disks().stream()
                      .filter(disk -> disk.device().equals("disk"))
                      .findFirst()
                      .map(disk -> fileSystems(disk.target()))
                      .orElse(List.of());
              return new DomainFsInfoList(fileSystems, fileSystems.size());
            });
  }

  private static List<DomainFsInfo> fileSystems(String disk) {
    return List.of(
        new DomainFsInfo("/", disk + "1", "ext4", List.of(disk)),
        new DomainFsInfo("/boot", disk + "2", "ext4", List.of(disk)));
  }

  @Override
  default void domainInjectNmi(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainInjectNMI");
    world().change(domain, TestDomain::requireActive);
  }

  @Override
  default void domainSendKey(Domain domain, int codeset, int holdTime, int[] keyCodes, int flags) {
    Check.positive(keyCodes.length, "nkeycodes", "virDomainSendKey");
    if (codeset < 0 || codeset >= KeycodeSet.BY_NUMBER.size()) {
      throw LibvirtException.invalidArgument(
          DOMAIN,
          "virDomainSendKey",
          "codeset",
          "Unsupported codeset '" + Integer.toUnsignedString(codeset) + "'");
    }
    KeycodeSet set = KeycodeSet.BY_NUMBER.get(codeset);
    Check.flags(flags, 0, "testDomainSendKey");
    whileActive(
        domain,
        vm -> {
          for (int code : keyCodes) {
            if (!set.contains(code)) {
              throw LibvirtException.internal(
                  TEST,
                  "invalid keycode "
                      + Integer.toUnsignedString(code)
                      + " of "
                      + set.label()
                      + " codeset");
            }
          }
        });
  }

  @Override
  default void domainSendProcessSignal(Domain domain, long pidValue, int signum, int flags) {
    Check.nonZero(pidValue, "pid_value", "virDomainSendProcessSignal");
    Check.flags(flags, 0, "testDomainSendProcessSignal");
    if (pidValue != 1) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "only sending a signal to pid 1 is supported");
    }
    int signals = 65;
    if (Integer.compareUnsigned(signum, signals) >= 0) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "signum value " + signum + " is out of range");
    }
    world().change(domain, vm -> {});
  }

  @Override
  default void domainSetUserPassword(
      Domain domain, @Nullable String user, @Nullable String password, int flags) {
    requireArgument(user, "user", "virDomainSetUserPassword");
    requireArgument(password, "password", "virDomainSetUserPassword");
    Check.flags(flags, Flag.VIR_DOMAIN_PASSWORD_ENCRYPTED, "testDomainSetUserPassword");
    world().change(domain, TestDomain::requireActive);
  }

  private static void requireArgument(@Nullable String value, String argument, String api) {
    if (value == null) {
      throw LibvirtException.invalidArgument(
          DOMAIN, api, argument, argument + " in " + api + " must not be NULL");
    }
  }

  /** A test guest's launch is never measured; libvirt's driver answers so for any domain. */
  @Override
  default List<TypedParameter> domainGetLaunchSecurityInfo(Domain domain, int flags) {
    Check.flags(flags, 0, "testDomainGetLaunchSecurityInfo");
    return List.of();
  }

  @Override
  default DomainSecurityLabel domainGetSecurityLabel(Domain domain) {
    return world()
        .with(
            domain,
            vm ->
                vm.isActive()
                    ? new DomainSecurityLabel("libvirt-test", 1)
                    : new DomainSecurityLabel("", 0));
  }

  @Override
  default List<String> domainGetMessages(Domain domain, int flags) {
    Check.flags(
        flags,
        Flag.VIR_DOMAIN_MESSAGE_DEPRECATION | Flag.VIR_DOMAIN_MESSAGE_TAINTING,
        "testDomainGetMessages");
    // Only domains of a world that is read from a file are ever tainted.
    return world().with(domain, vm -> List.of());
  }

  @Override
  default String domainGetMetadata(Domain domain, int type, @Nullable String uri, int flags) {
    String api = "virDomainGetMetadata";
    Check.exclusive(flags, Check.AFFECT_LIVE, Check.AFFECT_CONFIG, api);
    Metadata.OF_DOMAIN.checkQuestion(type, uri, api);
    Check.flags(flags, Flag.AFFECT, "testDomainGetMetadata");
    return world().with(domain, vm -> Metadata.OF_DOMAIN.read(vm.definition(flags), type, uri));
  }

  @Override
  default void domainSetMetadata(
      Domain domain,
      int type,
      @Nullable String metadata,
      @Nullable String key,
      @Nullable String uri,
      int flags) {
    Metadata.OF_DOMAIN.checkChange(type, metadata, key, uri, "virDomainSetMetadata");
    Check.flags(flags, Flag.AFFECT, "testDomainSetMetadata");
    world()
        .change(
            domain,
            vm -> {
              UnaryOperator<DomainDefinition> write =
                  definition -> Metadata.OF_DOMAIN.type(type).write(definition, metadata, key, uri);
              vm.editEach(flags, write, write);
              world().events().emit(new DomainMetadataChangeEvent(vm.handle(), type, uri));
            });
  }
}
