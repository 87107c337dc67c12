package org.jvirtd.protocol.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_interface}. */
public record DomainInterface(
    String name,
    @Nullable String hardwareAddress,
    @XdrLimit(RemoteLimits.DOMAIN_IP_ADDR_MAX) List<DomainIpAddress> addresses) {
  public DomainInterface {
    addresses = List.copyOf(addresses);
  }
}
