package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest set its clock.
 *
 * @param offset seconds from UTC
 */
@ObjectEvent(id = 2, procedure = 320, legacyProcedure = 170)
public record DomainRtcChangeEvent(Domain domain, long offset) implements DomainEvent {}
