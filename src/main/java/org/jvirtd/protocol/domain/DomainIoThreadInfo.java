package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * An I/O thread and the processors that it may use.
 *
 * @param cpuMap one bit per processor, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainIoThreadInfo(
    int iothreadId, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap) {}
