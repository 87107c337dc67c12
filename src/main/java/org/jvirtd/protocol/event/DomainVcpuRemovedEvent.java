package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * A processor that the guest was asked to give back is gone (libvirt 12.4.0).
 *
 * @param vcpu its number in the domain's XML
 */
@ObjectEvent(id = 28, procedure = 454)
public record DomainVcpuRemovedEvent(Domain domain, int vcpu) implements DomainEvent {}
