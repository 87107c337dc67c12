package org.jvirtd.protocol.connect;

/** The wire structure {@code remote_node_get_cpu_stats}. */
public record NodeCpuStat(String field, long value) {}
