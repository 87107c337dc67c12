package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** The wire structure {@code remote_domain_get_block_io_tune_ret}. */
public record DomainBlockIoTune(
    @XdrLimit(RemoteLimits.DOMAIN_BLOCK_IO_TUNE_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainBlockIoTune {
    params = List.copyOf(params);
  }
}
