package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest gave a network card of its another MAC address (libvirt 11.2.0).
 *
 * @param alias the card
 */
@ObjectEvent(id = 27, procedure = 453)
public record DomainNicMacChangeEvent(Domain domain, String alias, String oldMac, String newMac)
    implements DomainEvent {}
