package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * Where a domain's virtual processors may run.
 *
 * @param cpuMaps one map per virtual processor, each as long as was asked for
 * @param count how many maps
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainVcpuPinInfo(@XdrLimit(RemoteLimits.CPUMAPS_MAX) byte[] cpuMaps, int count) {}
