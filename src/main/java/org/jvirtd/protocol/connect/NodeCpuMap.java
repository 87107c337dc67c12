package org.jvirtd.protocol.connect;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * Which of the host's processors are online.
 *
 * @param cpuMap one bit per processor, lowest first; empty when it was not asked for
 * @param online how many are online; 0 when it was not asked for
 * @param count how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record NodeCpuMap(@XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap, int online, int count) {}
