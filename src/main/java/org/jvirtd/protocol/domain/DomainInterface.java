package org.jvirtd.protocol.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** A network interface as the guest, its leases or the ARP table show it. */
public record DomainInterface(
    String name,
    @Nullable String hardwareAddress,
    @XdrLimit(RemoteLimits.DOMAIN_IP_ADDR_MAX) List<DomainIpAddress> addresses) {
  public DomainInterface {
    addresses = List.copyOf(addresses);
  }
}
