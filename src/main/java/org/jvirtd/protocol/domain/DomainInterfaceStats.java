package org.jvirtd.protocol.domain;

/** The wire structure {@code remote_domain_interface_stats_ret}. */
public record DomainInterfaceStats(
    long rxBytes,
    long rxPackets,
    long rxErrs,
    long rxDrop,
    long txBytes,
    long txPackets,
    long txErrs,
    long txDrop) {}
