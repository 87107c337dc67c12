package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_control_info_ret}. */
public record DomainControlInfo(int state, int details, long stateTime) {}
