package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * What went through a disk, by name, or how many statistics there are.
 *
 * @param params named in {@link DomainParameters.BlockStats}
 */
public record DomainBlockStatsParameters(
    @XdrLimit(RemoteLimits.DOMAIN_BLOCK_STATS_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainBlockStatsParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static DomainBlockStatsParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new DomainBlockStatsParameters(List.of(), all.size())
        : new DomainBlockStatsParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
