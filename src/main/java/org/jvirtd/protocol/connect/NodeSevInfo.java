package org.jvirtd.protocol.connect;

import java.util.List;
import org.jvirtd.protocol.RemoteLimits;
import org.jvirtd.protocol.TypedParameter;
import org.jvirtd.xdr.XdrLimit;

/** What the host knows about secure encrypted virtualization, or how many items that are. */
public record NodeSevInfo(
    @XdrLimit(RemoteLimits.NODE_SEV_INFO_MAX) List<TypedParameter> params, int paramCount) {
  public NodeSevInfo {
    params = List.copyOf(params);
  }

  /**
   * The reply to a client that has room for so many parameters. Room for none asks how many there
   * are; otherwise that number stays 0, as libvirtd sends it.
   *
   * @param flags the flags of the call, which say whether the client takes strings
   */
  public static NodeSevInfo of(List<TypedParameter> all, int requested, int flags) {
    return requested == 0
        ? new NodeSevInfo(List.of(), all.size())
        : new NodeSevInfo(TypedParameter.reply(all, requested, flags), 0);
  }
}
