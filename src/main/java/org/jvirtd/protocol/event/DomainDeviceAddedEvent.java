package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_device_added_msg}. */
@ObjectEvent(id = 19, procedure = 354)
public record DomainDeviceAddedEvent(Domain domain, String deviceAlias) implements DomainEvent {}
