package org.jvirtd.rpc;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.tls.TlsCredentials;

/**
 * What a listener's clients come over, and what they may.
 *
 * @param readOnly whether they may only read (semantics 19)
 * @param authentication what they have to do before they may call anything
 * @param tls what a TLS listener needs more, or null for another
 */
public record ListenerSettings(
    Peer.Transport transport, boolean readOnly, Authentication authentication, @Nullable Tls tls) {

  /**
   * What a TLS listener needs more.
   *
   * @param handshakes runs the steps of handshakes; as many may be given to it as the credentials'
   *     options allow handshakes
   */
  public record Tls(TlsCredentials credentials, Executor handshakes) {}

  public ListenerSettings {
    if ((transport == Peer.Transport.TLS) != (tls != null)) {
      throw new IllegalArgumentException(transport + " with " + tls);
    }
  }

  public ListenerSettings(
      Peer.Transport transport, boolean readOnly, Authentication authentication) {
    this(transport, readOnly, authentication, null);
  }

  /** A listener whose clients need not authenticate themselves. */
  public static ListenerSettings open(Peer.Transport transport, boolean readOnly) {
    return new ListenerSettings(transport, readOnly, Authentication.NONE);
  }

  /** A TLS listener. */
  public static ListenerSettings secure(Authentication authentication, Tls tls) {
    return new ListenerSettings(Peer.Transport.TLS, false, authentication, tls);
  }
}
