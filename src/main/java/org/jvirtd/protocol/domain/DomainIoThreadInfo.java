package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_iothread_info}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainIoThreadInfo(
    int iothreadId, @XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap) {}
