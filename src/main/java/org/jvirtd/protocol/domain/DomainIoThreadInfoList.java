package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** A domain's I/O threads. */
public record DomainIoThreadInfoList(
    @XdrLimit(RemoteLimits.IOTHREAD_INFO_MAX) List<DomainIoThreadInfo> info, int count) {
  public DomainIoThreadInfoList {
    info = List.copyOf(info);
  }

  /** All of them, counted. */
  public static DomainIoThreadInfoList of(List<DomainIoThreadInfo> all) {
    return new DomainIoThreadInfoList(all, all.size());
  }
}
