package org.jvirtd.rpc;

/**
 * What a listener's clients come over, and what they may.
 *
 * @param readOnly whether they may only read (semantics 19)
 * @param authentication what they have to do before they may call anything
 */
public record ListenerSettings(
    Peer.Transport transport, boolean readOnly, Authentication authentication) {

  /** A listener whose clients need not authenticate themselves. */
  public static ListenerSettings open(Peer.Transport transport, boolean readOnly) {
    return new ListenerSettings(transport, readOnly, Authentication.NONE);
  }
}
