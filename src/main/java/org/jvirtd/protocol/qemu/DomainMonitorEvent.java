package org.jvirtd.protocol.qemu;

import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ObjectEvent;
import org.jvirtd.protocol.domain.Domain;

/**
 * An event of a domain's QEMU monitor, as QEMU named it. A client chooses such events by name when
 * it registers, not by number.
 *
 * @param seconds since 1970-01-01 UTC
 * @param micros microseconds within the second, unsigned
 * @param details the event's data as JSON, if it has any
 */
@ObjectEvent(procedure = 6)
public record DomainMonitorEvent(
    Domain domain, String event, long seconds, int micros, @Nullable String details) {}
