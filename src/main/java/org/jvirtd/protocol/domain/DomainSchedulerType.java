package org.jvirtd.protocol.domain;

/**
 * A domain's scheduler.
 *
 * @param paramCount how many parameters it has
 */
public record DomainSchedulerType(String type, int paramCount) {}
