package org.jvirtd.protocol.domain;

/** What went through a network interface. A count that is not known is −1. */
public record DomainInterfaceStats(
    long rxBytes,
    long rxPackets,
    long rxErrs,
    long rxDrop,
    long txBytes,
    long txPackets,
    long txErrs,
    long txDrop) {}
