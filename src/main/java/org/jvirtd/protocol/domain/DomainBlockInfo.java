package org.jvirtd.protocol.domain;

/**
 * The size of a domain's disk.
 *
 * @param allocation bytes in use
 * @param capacity logical size in bytes
 * @param physical bytes of the container
 */
public record DomainBlockInfo(long allocation, long capacity, long physical) {}
