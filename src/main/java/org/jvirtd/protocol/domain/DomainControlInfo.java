package org.jvirtd.protocol.domain;

/**
 * The state of the control channel to a domain.
 *
 * @param state a number of {@link DomainStates.Control}
 * @param details a number of {@link DomainStates.ControlErrorReason}
 * @param stateTime for how long, in milliseconds
 */
public record DomainControlInfo(int state, int details, long stateTime) {}
