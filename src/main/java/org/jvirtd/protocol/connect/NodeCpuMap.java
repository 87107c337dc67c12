package org.jvirtd.protocol.connect;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_node_get_cpu_map_ret}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record NodeCpuMap(@XdrLimit(RemoteLimits.CPUMAP_MAX) byte[] cpuMap, int online, int count) {}
