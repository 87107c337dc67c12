package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * A file system that the guest has mounted.
 *
 * @param name the device's name in the guest
 * @param deviceAliases the targets of the domain's disks that it lies on
 */
public record DomainFsInfo(
    String mountPoint,
    String name,
    String fsType,
    @XdrLimit(RemoteLimits.DOMAIN_FSINFO_DISKS_MAX) List<String> deviceAliases) {
  public DomainFsInfo {
    deviceAliases = List.copyOf(deviceAliases);
  }
}
