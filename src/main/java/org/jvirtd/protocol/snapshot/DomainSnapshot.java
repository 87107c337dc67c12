package org.jvirtd.protocol.snapshot;

import org.jvirtd.protocol.domain.Domain;

/** A snapshot of a domain. */
public record DomainSnapshot(String name, Domain domain) {}
