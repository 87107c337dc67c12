package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_state_ret}. */
public record DomainState(int state, int reason) {}
