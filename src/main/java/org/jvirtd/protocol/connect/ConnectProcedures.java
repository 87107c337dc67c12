package org.jvirtd.protocol.connect;

import static org.jvirtd.protocol.ErrorDomain.DOMAIN;
import static org.jvirtd.protocol.LibvirtException.notSupported;
import static org.jvirtd.rpc.Procedure.Access.WRITE;
import static org.jvirtd.rpc.Procedure.Priority.HIGH;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.ReportsAs;
import org.jvirtd.rpc.Procedure;
import org.jvirtd.xdr.XdrLimit;

/** What a client asks of the connection to a hypervisor as a whole (libvirt-host). */
@ReportsAs(DOMAIN)
public interface ConnectProcedures {
  @Procedure(value = 3, priority = HIGH, api = "virConnectGetType")
  default String connectGetType() {
    throw notSupported(DOMAIN, "virConnectGetType");
  }

  @Procedure(value = 4, priority = HIGH, api = "virConnectGetVersion")
  default long connectGetVersion() {
    throw notSupported(DOMAIN, "virConnectGetVersion");
  }

  @Procedure(value = 5, priority = HIGH, api = "virConnectGetMaxVcpus")
  default int connectGetMaxVcpus(@Nullable String type) {
    throw notSupported(DOMAIN, "virConnectGetMaxVcpus");
  }

  @Procedure(value = 7, api = "virConnectGetCapabilities")
  default String connectGetCapabilities() {
    throw notSupported(DOMAIN, "virConnectGetCapabilities");
  }

  @Procedure(value = 59, priority = HIGH, api = "virConnectGetHostname")
  default String connectGetHostname() {
    throw notSupported(DOMAIN, "virConnectGetHostname");
  }

  @Procedure(value = 110, priority = HIGH, api = "virConnectGetURI")
  default String connectGetUri() {
    throw notSupported(DOMAIN, "virConnectGetURI");
  }

  @Procedure(value = 149, priority = HIGH, api = "virConnectIsSecure")
  default int connectIsSecure() {
    throw notSupported(DOMAIN, "virConnectIsSecure");
  }

  @Procedure(value = 157, priority = HIGH, api = "virConnectGetLibVersion")
  default long connectGetLibVersion() {
    throw notSupported(DOMAIN, "virConnectGetLibVersion");
  }

  @Procedure(value = 158, priority = HIGH, api = "virConnectCompareCPU")
  default int connectCompareCpu(String xml, int flags) {
    throw notSupported(DOMAIN, "virConnectCompareCPU");
  }

  @Procedure(value = 162, api = "virConnectBaselineCPU")
  default String connectBaselineCpu(
      @XdrLimit(RemoteLimits.CPU_BASELINE_MAX) List<String> xmlCpus, int flags) {
    throw notSupported(DOMAIN, "virConnectBaselineCPU");
  }

  @Procedure(value = 203, priority = HIGH, api = "virConnectGetSysinfo")
  default String connectGetSysinfo(int flags) {
    throw notSupported(DOMAIN, "virConnectGetSysinfo");
  }

  @Procedure(value = 312, api = "virConnectGetCPUModelNames")
  default CpuModelNames connectGetCpuModelNames(String arch, int needResults, int flags) {
    throw notSupported(DOMAIN, "virConnectGetCPUModelNames");
  }

  @Procedure(value = 393, api = "virConnectCompareHypervisorCPU", access = WRITE)
  default int connectCompareHypervisorCpu(
      @Nullable String emulator,
      @Nullable String arch,
      @Nullable String machine,
      @Nullable String virtType,
      String xmlCpu,
      int flags) {
    throw notSupported(DOMAIN, "virConnectCompareHypervisorCPU");
  }

  @Procedure(value = 394, api = "virConnectBaselineHypervisorCPU", access = WRITE)
  default String connectBaselineHypervisorCpu(
      @Nullable String emulator,
      @Nullable String arch,
      @Nullable String machine,
      @Nullable String virtType,
      @XdrLimit(RemoteLimits.CPU_BASELINE_MAX) List<String> xmlCpus,
      int flags) {
    throw notSupported(DOMAIN, "virConnectBaselineHypervisorCPU");
  }
}
