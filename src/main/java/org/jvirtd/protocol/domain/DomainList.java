package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** Domains that match a filter. */
public record DomainList(@XdrLimit(RemoteLimits.DOMAIN_LIST_MAX) List<Domain> domains, int count) {
  public DomainList {
    domains = List.copyOf(domains);
  }

  /** The reply to a client that needs the results, or (0) only wants to know how many they are. */
  public static DomainList of(List<Domain> all, int needResults) {
    return new DomainList(needResults == 0 ? List.of() : all, all.size());
  }
}
