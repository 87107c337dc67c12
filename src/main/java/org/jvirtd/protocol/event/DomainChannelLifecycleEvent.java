package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * The guest's side of a channel came or went (libvirt 12.4.0).
 *
 * @param channel its name in the domain's XML
 * @param state a number of {@link DomainEventTypes.ChannelState}
 * @param reason a number of {@link DomainEventTypes.ChannelReason}
 */
@ObjectEvent(id = 29, procedure = 455)
public record DomainChannelLifecycleEvent(Domain domain, String channel, int state, int reason)
    implements DomainEvent {}
