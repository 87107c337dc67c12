package org.jvirtd.rpc.tls;

import java.time.Duration;
import java.util.List;

/**
 * What TLS clients have to show, and what their handshakes may take.
 *
 * @param clientCertificates whether they have to show a certificate
 * @param allowedNames patterns of the distinguished names that are let in, as {@link GlobPattern};
 *     empty for all that the trusted authorities have signed
 * @param handshakeTimeout how long a handshake may take
 * @param maxHandshakes handshakes at a time; at the limit newcomers wait in the backlog
 */
public record TlsOptions(
    ClientCertificates clientCertificates,
    List<String> allowedNames,
    Duration handshakeTimeout,
    int maxHandshakes) {

  /** libvirt's rule for clients, and bounds that libvirt has not. */
  public static final TlsOptions DEFAULTS =
      new TlsOptions(ClientCertificates.REQUIRED, List.of(), Duration.ofSeconds(10), 64);

  public TlsOptions {
    allowedNames = List.copyOf(allowedNames);
    if (handshakeTimeout.toMillis() < 1 || handshakeTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "handshake-timeout must be 1 ms to 24 days, not " + handshakeTimeout);
    }
    if (maxHandshakes < 1) {
      throw new IllegalArgumentException("max-handshakes must be at least 1, not " + maxHandshakes);
    }
    if (!allowedNames.isEmpty() && clientCertificates == ClientCertificates.NONE) {
      throw new IllegalArgumentException(
          "allowed-dns names clients, but client-certificates is none: nobody shows a name");
    }
  }
}
