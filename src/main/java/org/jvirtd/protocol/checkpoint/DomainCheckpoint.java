package org.jvirtd.protocol.checkpoint;

import org.jvirtd.protocol.domain.Domain;

/** A checkpoint of a domain. */
public record DomainCheckpoint(String name, Domain domain) {}
