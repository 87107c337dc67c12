package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** Parameters of memory sharing on the host, or how many there are. */
public record NodeMemoryParameters(
    @XdrLimit(RemoteLimits.NODE_MEMORY_PARAMETERS_MAX) List<TypedParameter> params,
    int paramCount) {
  public NodeMemoryParameters {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static NodeMemoryParameters of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new NodeMemoryParameters(List.of(), all.size())
        : new NodeMemoryParameters(TypedParameter.reply(all, requested, flags), 0);
  }
}
