package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * A domain's virtual processors and where they may run.
 *
 * @param cpuMaps one map for each of {@code info}, each as long as was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainVcpus(
    @XdrLimit(RemoteLimits.VCPUINFO_MAX) List<VcpuInfo> info,
    @XdrLimit(RemoteLimits.CPUMAPS_MAX) byte[] cpuMaps) {
  public DomainVcpus {
    info = List.copyOf(info);
  }
}
