package org.jvirtd.protocol.network;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** A port's parameters, or how many there are. */
public record NetworkPortParameters(
    @XdrLimit(RemoteLimits.NETWORK_PORT_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public NetworkPortParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static NetworkPortParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new NetworkPortParameters(List.of(), all.size())
        : new NetworkPortParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
