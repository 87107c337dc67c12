package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_disk_errors_ret}. */
public record DomainDiskErrors(
    @XdrLimit(RemoteLimits.DOMAIN_DISK_ERRORS_MAX) List<DomainDiskError> errors, int errorCount) {
  public DomainDiskErrors {
    errors = List.copyOf(errors);
  }
}
