package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_device_removed_msg}. */
@ObjectEvent(id = 15, procedure = 333, legacyProcedure = 311)
public record DomainDeviceRemovedEvent(Domain domain, String deviceAlias) implements DomainEvent {}
