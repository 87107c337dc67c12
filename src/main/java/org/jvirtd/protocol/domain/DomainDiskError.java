package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_disk_error}. */
public record DomainDiskError(String disk, int error) {}
