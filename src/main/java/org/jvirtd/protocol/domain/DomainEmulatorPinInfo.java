package org.jvirtd.protocol.domain;

import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_emulator_pin_info_ret}. */
@SuppressWarnings("ArrayRecordComponent") // the array is the wire's; it is handed over, not copied
public record DomainEmulatorPinInfo(
    @XdrLimit(RemoteLimits.CPUMAPS_MAX) byte[] cpuMaps, int count) {}
