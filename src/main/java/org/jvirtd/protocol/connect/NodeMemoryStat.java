package org.jvirtd.protocol.connect;

/** The wire structure {@code remote_node_get_memory_stats}. */
public record NodeMemoryStat(String field, long value) {}
