package org.jvirtd.protocol.connect;

import org.jvirtd.xdr.XdrFixed;

/** The wire structure {@code remote_node_get_info_ret}. */
public record NodeInfo(
    @XdrFixed(32) String model,
    long memory,
    int cpus,
    int mhz,
    int nodes,
    int sockets,
    int cores,
    int threads) {}
