package org.jvirtd.protocol.connect;

/**
 * One statistic of the host's processors.
 *
 * @param field a name of {@link ConnectFlags.NodeCpuStat}
 * @param value nanoseconds, or a percentage for "utilization"
 */
public record NodeCpuStat(String field, long value) {}
