package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_memory_stat}. */
public record DomainMemoryStat(int tag, long value) {}
