package org.jvirtd.protocol.domain;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/**
 * The parameters of a network interface, or how many there are.
 *
 * @param params named in {@link DomainParameters.Bandwidth}
 */
public record DomainInterfaceParameters(
    @XdrLimit(RemoteLimits.DOMAIN_INTERFACE_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public DomainInterfaceParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static DomainInterfaceParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new DomainInterfaceParameters(List.of(), all.size())
        : new DomainInterfaceParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
