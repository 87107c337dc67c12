package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_vcpu_info}. */
public record VcpuInfo(int number, int state, long cpuTime, int cpu) {}
