package org.jvirtd.protocol.domain;

/**
 * A virtual processor.
 *
 * @param state a number of {@link DomainStates.Vcpu}
 * @param cpuTime time used, in nanoseconds
 * @param cpu the physical processor it is on, or a number of {@link DomainStates.VcpuHostCpu}
 */
public record VcpuInfo(int number, int state, long cpuTime, int cpu) {}
