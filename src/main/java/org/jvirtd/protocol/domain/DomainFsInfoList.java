package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_fsinfo_ret}. */
public record DomainFsInfoList(
    @XdrLimit(RemoteLimits.DOMAIN_FSINFO_MAX) List<DomainFsInfo> info, int count) {
  public DomainFsInfoList {
    info = List.copyOf(info);
  }
}
