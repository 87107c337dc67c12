package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_fsinfo}. */
public record DomainFsInfo(
    String mountPoint,
    String name,
    String fsType,
    @XdrLimit(RemoteLimits.DOMAIN_FSINFO_DISKS_MAX) List<String> deviceAliases) {
  public DomainFsInfo {
    deviceAliases = List.copyOf(deviceAliases);
  }
}
