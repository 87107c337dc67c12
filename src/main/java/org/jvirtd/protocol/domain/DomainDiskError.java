package org.jvirtd.protocol.domain;

/**
 * A disk that has an error.
 *
 * @param disk the disk's target: "vda"
 * @param error a number of {@link DomainTypes.DiskError}
 */
public record DomainDiskError(String disk, int error) {}
