package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_blkio_parameters_ret}. */
public record DomainBlkioParameters(
    @XdrLimit(RemoteLimits.DOMAIN_BLKIO_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainBlkioParameters {
    params = List.copyOf(params);
  }
}
