package org.jvirtd.daemon;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.Authentication;
import org.jvirtd.rpc.sasl.Logins;
import org.jvirtd.rpc.tls.TlsCredentials;

/**
 * What clients have to show before they may call.
 *
 * @param tcp what the TCP socket's clients have to do
 * @param unix what the UNIX sockets' clients have to do
 * @param tls the TLS socket, or null for none
 * @param logins who may log in, or null where nobody is asked to
 */
public record SecuritySettings(
    Authentication tcp, Authentication unix, @Nullable Tls tls, @Nullable Logins logins) {

  /** Who can connect is let in, and there is no TLS. */
  public static final SecuritySettings OPEN =
      new SecuritySettings(Authentication.NONE, Authentication.NONE, null, null);

  /**
   * The TLS socket.
   *
   * @param address where it listens; port 0 takes any that is free
   * @param authentication what clients have to do beside the handshake
   * @param handshakeThreads threads that sign and verify
   */
  public record Tls(
      InetSocketAddress address,
      Authentication authentication,
      TlsCredentials credentials,
      int handshakeThreads) {
    public Tls {
      if (handshakeThreads < 1) {
        throw new IllegalArgumentException(
            "handshake-threads must be at least 1, not " + handshakeThreads);
      }
    }
  }
}
