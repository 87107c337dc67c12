package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * Where a domain's emulator may run.
 *
 * @param cpuMaps one map
 * @param count 1 if there is a map, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainEmulatorPinInfo(
    @XdrLimit(RemoteLimits.CPUMAPS_MAX) byte[] cpuMaps, int count) {}
