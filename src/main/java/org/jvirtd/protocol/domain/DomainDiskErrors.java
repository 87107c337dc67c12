package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.xdr.XdrLimit;

/**
 * The disks of a domain that have an error.
 *
 * @param errorCount how many of {@code errors} are given; the number of disks when none was asked
 *     for
 */
public record DomainDiskErrors(
    @XdrLimit(RemoteLimits.DOMAIN_DISK_ERRORS_MAX) List<DomainDiskError> errors, int errorCount) {
  public DomainDiskErrors {
    errors = List.copyOf(errors);
  }
}
