package org.jvirtd.driver.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.cpu.CpuModels;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.connect.ConnectFlags.BaselineCpu;
import org.jvirtd.protocol.connect.ConnectProcedures;
import org.jvirtd.protocol.connect.CpuModelNames;

/** What a client asks of the connection and of the hypervisor as such. */
interface TestConnection extends InWorld, ConnectProcedures {
  /** The version of libvirt whose behaviour this is: 9.0.0. */
  long LIBVIRT_VERSION = 9_000_000;

  /** The test hypervisor's own version. */
  long HYPERVISOR_VERSION = 2;

  /** The URI that the connection was opened with. */
  String uri();

  @Override
  default String connectGetType() {
    return "TEST";
  }

  @Override
  default long connectGetVersion() {
    return HYPERVISOR_VERSION;
  }

  @Override
  default long connectGetLibVersion() {
    return LIBVIRT_VERSION;
  }

  @Override
  default String connectGetUri() {
    return uri();
  }

  @Override
  default String connectGetHostname() {
    return world().hostName().get();
  }

  /** Nothing leaves this machine; a client on the network adds its own transport's answer. */
  @Override
  default int connectIsSecure() {
    return 1;
  }

  @Override
  default int connectGetMaxVcpus(@Nullable String type) {
    return NodeFacts.MAX_VCPUS;
  }

  @Override
  default String connectGetCapabilities() {
    return CapabilitiesXml.of(world().node());
  }

  @Override
  default CpuModelNames connectGetCpuModelNames(String arch, int needResults, int flags) {
    Check.flags(flags, 0, "testConnectGetCPUModelNames");
    return CpuModelNames.of(CpuModels.names(arch), needResults);
  }

  @Override
  default String connectBaselineCpu(List<String> xmlCpus, int flags) {
    if (xmlCpus.isEmpty()) {
      throw LibvirtException.invalidArgument(
          ErrorDomain.DOMAIN,
          "virConnectBaselineCPU",
          "xmlCPUs",
          "xmlCPUs in virConnectBaselineCPU must not be NULL");
    }
    Check.flags(flags, BaselineCpu.EXPAND_FEATURES, "testConnectBaselineCPU");
    return CpuModels.baseline(xmlCpus, (flags & BaselineCpu.EXPAND_FEATURES) != 0);
  }

  @Override
  default String connectGetSysinfo(int flags) {
    Check.flags(flags, 0, "testConnectGetSysinfo");
    return """
    <sysinfo type='smbios'>
      <bios>
        <entry name='vendor'>LENOVO</entry>
        <entry name='version'>G4ETA1WW (2.61 )</entry>
        <entry name='date'>05/07/2014</entry>
        <entry name='release'>2.61</entry>
      </bios>
    </sysinfo>
    """;
  }
}
