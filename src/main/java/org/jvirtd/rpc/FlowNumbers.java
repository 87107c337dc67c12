package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What a connection's {@link Flow} has done and has to do at a moment, as {@link ConnectionInfo}.
 */
record FlowNumbers(
    ConnectionState state,
    @Nullable CloseReason closeReason,
    int windowUsed,
    int parked,
    long calls,
    long replies,
    long waitedForWindow,
    long unread,
    long bytesOut,
    long bytesWaiting) {

  /** Calls that were read and whose replies have not left. */
  long unanswered() {
    return calls - replies;
  }
}
