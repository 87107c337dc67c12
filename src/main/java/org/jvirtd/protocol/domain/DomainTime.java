package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_time_ret}. */
public record DomainTime(long seconds, int nanoseconds) {}
