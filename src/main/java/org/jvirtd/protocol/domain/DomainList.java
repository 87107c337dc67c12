package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_connect_list_all_domains_ret}. */
public record DomainList(@XdrLimit(RemoteLimits.DOMAIN_LIST_MAX) List<Domain> domains, int count) {
  public DomainList {
    domains = List.copyOf(domains);
  }
}
