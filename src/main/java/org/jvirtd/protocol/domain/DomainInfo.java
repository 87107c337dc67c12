package org.jvirtd.protocol.domain;

/**
 * A domain's state and size.
 *
 * @param state a number of {@link DomainStates}
 * @param maxMemory KiB
 * @param memory KiB
 * @param cpuTime time used, in nanoseconds
 */
public record DomainInfo(int state, long maxMemory, long memory, int vcpus, long cpuTime) {}
