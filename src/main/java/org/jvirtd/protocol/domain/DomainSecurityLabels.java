package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** A domain's security labels, one for each model. */
public record DomainSecurityLabels(
    @XdrLimit(RemoteLimits.SECURITY_LABEL_LIST_MAX) List<DomainSecurityLabel> labels, int count) {
  public DomainSecurityLabels {
    labels = List.copyOf(labels);
  }

  /** All of them, counted. */
  public static DomainSecurityLabels of(List<DomainSecurityLabel> all) {
    return new DomainSecurityLabels(all, all.size());
  }
}
