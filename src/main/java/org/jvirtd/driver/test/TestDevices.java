package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.stream.IntStream;
import org.jvirtd.driver.domain.DomainDisk;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.Domain;
import org.jvirtd.protocol.domain.DomainBlockInfo;
import org.jvirtd.protocol.domain.DomainBlockStats;
import org.jvirtd.protocol.domain.DomainDeviceProcedures;
import org.jvirtd.protocol.domain.DomainDiskError;
import org.jvirtd.protocol.domain.DomainDiskErrors;
import org.jvirtd.protocol.domain.DomainInterfaceStats;

/** Calls about a domain's disks and interfaces. All figures are made up from the clock. */
interface TestDevices extends InWorld, DomainDeviceProcedures {
  /** What every disk holds, in bytes: libvirt's figures. */
  DomainBlockInfo BLOCK_INFO =
      new DomainBlockInfo(1_099_511_627_776L, 1_099_506_450_432L, 1_099_511_627_776L);

  /** The errors that disks have, in turn: unspecified, and no space. */
  int DISK_ERRORS = 2;

  @Override
  default DomainBlockStats domainBlockStats(Domain domain, String path) {
    if (path.isEmpty()) {
      throw LibvirtException.of(
          ErrorCode.OPERATION_UNSUPPORTED, TEST, "summary statistics are not supported yet");
    }
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              if (Definitions.disk(vm.current(), path) == null) {
                throw LibvirtException.of(ErrorCode.INVALID_ARG, TEST, "invalid path: " + path);
              }
              long now = world().nowMicros();
              return new DomainBlockStats(now / 10, now / 20, now / 30, now / 40, now / 2_000_000);
            });
  }

  @Override
  default DomainBlockInfo domainGetBlockInfo(Domain domain, String path, int flags) {
    Check.flags(flags, 0, "testDomainGetBlockInfo");
    return world()
        .with(
            domain,
            vm -> {
              DomainDisk disk = Definitions.disk(vm.current(), path);
              if (disk == null) {
                throw LibvirtException.of(
                    ErrorCode.INVALID_ARG,
                    TEST,
                    "invalid path " + path + " not assigned to domain");
              }
              if (disk.source() == null) {
                throw LibvirtException.of(
                    ErrorCode.INVALID_ARG,
                    TEST,
                    "disk '" + path + "' does not currently have a source assigned");
              }
              return BLOCK_INFO;
            });
  }

  @Override
  default DomainInterfaceStats domainInterfaceStats(Domain domain, String device) {
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              if (Definitions.networkInterface(vm.current(), device) == null) {
                throw LibvirtException.of(
                    ErrorCode.INVALID_ARG, DOMAIN, "'" + device + "' is not a known interface");
              }
              long now = world().nowMicros();
              return new DomainInterfaceStats(
                  now / 10,
                  now / 100,
                  now / 1_000_000,
                  now / 2_000_000,
                  now / 20,
                  now / 110,
                  now / 3_000_000,
                  now / 4_000_000);
            });
  }

  /**
   * @param maxErrors how many the client has room for; 0 asks how many there are
   */
  @Override
  default DomainDiskErrors domainGetDiskErrors(Domain domain, int maxErrors, int flags) {
    Check.flags(flags, 0, "testDomainGetDiskErrors");
    return world()
        .with(
            domain,
            vm -> {
              vm.requireActive();
              List<DomainDisk> disks = vm.current().disks();
              if (maxErrors == 0) {
                return new DomainDiskErrors(List.of(), disks.size());
              }
              List<DomainDiskError> errors =
                  IntStream.range(0, disks.size())
                      .limit(Integer.toUnsignedLong(maxErrors))
                      .mapToObj(
                          i -> new DomainDiskError(disks.get(i).target(), i % DISK_ERRORS + 1))
                      .toList();
              return new DomainDiskErrors(errors, errors.size());
            });
  }
}
