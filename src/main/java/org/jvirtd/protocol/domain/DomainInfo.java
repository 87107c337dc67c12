package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_get_info_ret}. */
public record DomainInfo(int state, long maxMemory, long memory, int vcpus, long cpuTime) {}
