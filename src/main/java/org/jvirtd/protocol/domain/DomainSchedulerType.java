package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_scheduler_type_ret}. */
public record DomainSchedulerType(String type, int paramCount) {}
