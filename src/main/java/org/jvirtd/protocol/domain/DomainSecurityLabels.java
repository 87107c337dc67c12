package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_security_label_list_ret}. */
public record DomainSecurityLabels(
    @XdrLimit(RemoteLimits.SECURITY_LABEL_LIST_MAX) List<DomainSecurityLabel> labels, int count) {
  public DomainSecurityLabels {
    labels = List.copyOf(labels);
  }
}
