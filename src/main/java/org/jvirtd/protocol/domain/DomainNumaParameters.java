package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * A domain's NUMA parameters, or how many there are.
 *
 * @param params named in {@link DomainParameters.Numa}
 */
public record DomainNumaParameters(
    @XdrLimit(RemoteLimits.DOMAIN_NUMA_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainNumaParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static DomainNumaParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new DomainNumaParameters(List.of(), all.size())
        : new DomainNumaParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
