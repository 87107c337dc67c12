package org.jvirtd.protocol.domain;

/**
 * One statistic of a domain's memory.
 *
 * @param tag a number of {@link DomainTypes.MemoryStat}
 * @param value KiB; a count for faults; seconds for the last update
 */
public record DomainMemoryStat(int tag, long value) {}
