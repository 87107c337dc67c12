package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_device_removal_failed_msg}. */
@ObjectEvent(id = 22, procedure = 367)
public record DomainDeviceRemovalFailedEvent(Domain domain, String deviceAlias)
    implements DomainEvent {}
