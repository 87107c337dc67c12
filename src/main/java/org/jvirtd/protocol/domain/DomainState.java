package org.jvirtd.protocol.domain;

/**
 * A domain's state and the reason for it.
 *
 * @param state a number of {@link DomainStates}
 * @param reason a number of the state's class in {@link DomainStates}
 */
public record DomainState(int state, int reason) {}
