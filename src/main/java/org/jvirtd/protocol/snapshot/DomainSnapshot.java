package org.jvirtd.protocol.snapshot;

import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_nonnull_domain_snapshot}. */
public record DomainSnapshot(String name, Domain domain) {}
