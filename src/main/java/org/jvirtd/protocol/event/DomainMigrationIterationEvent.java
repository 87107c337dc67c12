package org.jvirtd.protocol.event;

import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/** The wire structure {@code remote_domain_event_callback_migration_iteration_msg}. */
@ObjectEvent(id = 20, procedure = 359)
public record DomainMigrationIterationEvent(Domain domain, int iteration) implements DomainEvent {}
