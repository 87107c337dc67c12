package org.jvirtd.protocol.checkpoint;

import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_nonnull_domain_checkpoint}. */
public record DomainCheckpoint(String name, Domain domain) {}
