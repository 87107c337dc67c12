package org.jvirtd.protocol.domain;

/**
 * The guest's time.
 *
 * @param seconds since 1970-01-01 UTC
 */
public record DomainTime(long seconds, int nanoseconds) {}
