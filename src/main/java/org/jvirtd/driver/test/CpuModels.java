package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.CPU;
import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.List;
import java.util.Set;
import org.jvirtd.driver.domain.Architectures;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.LibvirtException;

/** The names of the processor models that libvirt 9.0.0 knows, in its order. */
final class CpuModels {
  private static final List<String> X86 =
      List.of(
          "486",
          "pentium",
          "pentium2",
          "pentium3",
          "pentiumpro",
          "coreduo",
          "n270",
          "core2duo",
          "qemu32",
          "kvm32",
          "cpu64-rhel5",
          "cpu64-rhel6",
          "qemu64",
          "kvm64",
          "Conroe",
          "Penryn",
          "Nehalem",
          "Nehalem-IBRS",
          "Westmere",
          "Westmere-IBRS",
          "SandyBridge",
          "SandyBridge-IBRS",
          "IvyBridge",
          "IvyBridge-IBRS",
          "Haswell-noTSX",
          "Haswell-noTSX-IBRS",
          "Haswell",
          "Haswell-IBRS",
          "Broadwell-noTSX",
          "Broadwell-noTSX-IBRS",
          "Broadwell",
          "Broadwell-IBRS",
          "Skylake-Client",
          "Skylake-Client-IBRS",
          "Skylake-Client-noTSX-IBRS",
          "Skylake-Server",
          "Skylake-Server-IBRS",
          "Skylake-Server-noTSX-IBRS",
          "Cascadelake-Server",
          "Cascadelake-Server-noTSX",
          "Icelake-Client",
          "Icelake-Client-noTSX",
          "Icelake-Server",
          "Icelake-Server-noTSX",
          "Cooperlake",
          "Snowridge",
          "athlon",
          "phenom",
          "Opteron_G1",
          "Opteron_G2",
          "Opteron_G3",
          "Opteron_G4",
          "Opteron_G5",
          "EPYC",
          "EPYC-IBPB",
          "EPYC-Rome",
          "EPYC-Milan",
          "Dhyana");

  private static final List<String> POWER =
      List.of("POWER6", "POWER7", "POWER8", "POWER9", "POWER10", "POWERPC_e5500", "POWERPC_e6500");

  /** Architectures whose models libvirt leaves to the hypervisor: it names none. */
  private static final Set<String> ANY =
      Set.of("aarch64", "armv6l", "armv7b", "armv7l", "s390", "s390x");

  private CpuModels() {}

  /**
   * @throws LibvirtException INVALID_ARG if there is no such architecture, NO_SUPPORT if nothing is
   *     known of its models
   */
  static List<String> of(String architecture) {
    if (architecture.equals("none") || !Architectures.KNOWN.contains(architecture)) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, TEST, "cannot find architecture " + architecture);
    }
    return switch (architecture) {
      case "i686", "x86_64" -> X86;
      case "ppc64", "ppc64le" -> POWER;
      default -> {
        if (!ANY.contains(architecture)) {
          throw LibvirtException.of(
              ErrorCode.NO_SUPPORT,
              CPU,
              "'" + architecture + "' architecture is not supported by CPU driver");
        }
        yield List.of();
      }
    };
  }
}
