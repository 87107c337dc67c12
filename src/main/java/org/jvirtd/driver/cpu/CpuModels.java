package org.jvirtd.driver.cpu;

import java.util.List;
import java.util.Set;
import org.jvirtd.driver.domain.Architectures;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;

/** The processor models that libvirt 9.0.0 knows, and what several processors have in common. */
public final class CpuModels {

  private enum Family {
    X86,
    POWER,
    S390,
    ARM
  }

  private static final Set<String> X86 = Set.of("i686", "x86_64");
  private static final Set<String> POWER = Set.of("ppc64", "ppc64le");
  private static final Set<String> S390 = Set.of("s390", "s390x");
  private static final Set<String> ARM = Set.of("aarch64", "armv6l", "armv7b", "armv7l");

  private CpuModels() {}

  /**
   * The names of an architecture's models, in libvirt's order; none where it leaves them to the
   * hypervisor.
   *
   * @throws LibvirtException INVALID_ARG if there is no such architecture, NO_SUPPORT if nothing is
   *     known of its models
   */
  public static List<String> names(String architecture) {
    if (architecture.equals("none") || !Architectures.KNOWN.contains(architecture)) {
      throw LibvirtException.of(
          ErrorCode.INVALID_ARG, ErrorDomain.TEST, "cannot find architecture " + architecture);
    }
    return switch (family(architecture)) {
      case X86 -> X86Table.get().models().stream().map(X86Model::name).toList();
      case POWER -> PowerBaseline.models();
      case S390, ARM -> List.of();
    };
  }

  /**
   * The guest's processor with the most features that runs on all of several hosts.
   *
   * @param hosts the XML of each host's processor, one at least
   * @param expand whether the model's own features are listed too
   * @return the guest's processor as XML
   * @throws LibvirtException with libvirt's code and text where a document is none, or no such
   *     processor can be named
   */
  public static String baseline(List<String> hosts, boolean expand) {
    List<HostCpu> cpus = hosts.stream().map(HostCpuXml::parse).toList();
    String architecture = cpus.getFirst().architecture();
    GuestCpu common =
        switch (family(architecture)) {
          case X86 -> expandedIf(expand, X86Baseline.of(cpus));
          case POWER -> PowerBaseline.of(cpus);
          case S390 ->
              throw unsupported("cannot compute baseline CPU of " + architecture + " architecture");
          case ARM -> new GuestCpu(cpus.getFirst().model(), true, null, List.of());
        };
    return common.toXml();
  }

  private static GuestCpu expandedIf(boolean expand, GuestCpu cpu) {
    return expand ? X86Baseline.expand(cpu) : cpu;
  }

  private static Family family(String architecture) {
    if (X86.contains(architecture)) {
      return Family.X86;
    } else if (POWER.contains(architecture)) {
      return Family.POWER;
    } else if (S390.contains(architecture)) {
      return Family.S390;
    } else if (ARM.contains(architecture)) {
      return Family.ARM;
    }
    throw unsupported("'" + architecture + "' architecture is not supported by CPU driver");
  }

  private static LibvirtException unsupported(String text) {
    return LibvirtException.of(ErrorCode.NO_SUPPORT, ErrorDomain.CPU, text);
  }
}
