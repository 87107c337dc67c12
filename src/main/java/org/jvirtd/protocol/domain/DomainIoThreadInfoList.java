package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_iothread_info_ret}. */
public record DomainIoThreadInfoList(
    @XdrLimit(RemoteLimits.IOTHREAD_INFO_MAX) List<DomainIoThreadInfo> info, int count) {
  public DomainIoThreadInfoList {
    info = List.copyOf(info);
  }
}
