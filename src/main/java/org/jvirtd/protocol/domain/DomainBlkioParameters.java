package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * A domain's block I/O parameters, or how many there are.
 *
 * @param params named in {@link DomainParameters.Blkio}
 */
public record DomainBlkioParameters(
    @XdrLimit(RemoteLimits.DOMAIN_BLKIO_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainBlkioParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static DomainBlkioParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new DomainBlkioParameters(List.of(), all.size())
        : new DomainBlkioParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
