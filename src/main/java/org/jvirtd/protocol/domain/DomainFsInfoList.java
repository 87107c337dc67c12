package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The file systems that a guest has mounted. */
public record DomainFsInfoList(
    @XdrLimit(RemoteLimits.DOMAIN_FSINFO_MAX) List<DomainFsInfo> info, int count) {
  public DomainFsInfoList {
    info = List.copyOf(info);
  }

  /** All of them, counted. */
  public static DomainFsInfoList of(List<DomainFsInfo> all) {
    return new DomainFsInfoList(all, all.size());
  }
}
