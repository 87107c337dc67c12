package org.jvirtd.protocol.connect;

/**
 * One statistic of the host's memory.
 *
 * @param field a name of {@link ConnectFlags.NodeMemoryStat}
 * @param value KiB
 */
public record NodeMemoryStat(String field, long value) {}
