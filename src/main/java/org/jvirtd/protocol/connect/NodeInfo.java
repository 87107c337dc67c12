package org.jvirtd.protocol.connect;

import org.jvirtd.xdr.XdrFixed;

/**
 * What hardware a host has.
 *
 * @param model the processor architecture, 31 bytes at most
 * @param memory KiB
 * @param cpus active processors
 * @param mhz expected frequency
 * @param nodes NUMA cells
 * @param sockets per cell
 * @param cores per socket
 * @param threads per core
 */
public record NodeInfo(
    @XdrFixed(32) String model,
    long memory,
    int cpus,
    int mhz,
    int nodes,
    int sockets,
    int cores,
    int threads) {}
