package org.jvirtd.rpc;

import org.jspecify.annotations.Nullable;

/**
 * Who a client is, as far as this side has seen proof of it. What a client only claims (procedure
 * 419) is no part of it.
 *
 * <p>It grows with a connection: a UNIX socket tells the account at once, a TLS handshake the
 * certificate, a login the user's name. The process at the other end of a UNIX socket is not known:
 * Java does not tell it.
 *
 * @param unix the account at the other end of a UNIX socket, or null on another socket
 * @param saslUser the name that the client has logged in with, or null
 * @param distinguishedName the subject of the certificate that the client has shown, in the order
 *     and form that libvirt prints it ("C=GB,O=Red Hat,CN=admin"), or null
 */
public record ClientIdentity(
    @Nullable UnixAccount unix, @Nullable String saslUser, @Nullable String distinguishedName) {

  /** Nothing is known. */
  public static final ClientIdentity ANONYMOUS = new ClientIdentity(null, null, null);

  /** What an identity rests on: the strongest proof that there is. */
  public enum Kind {
    ANONYMOUS,
    UNIX,
    TLS,
    SASL
  }

  public static ClientIdentity of(UnixAccount account) {
    return new ClientIdentity(account, null, null);
  }

  /** The same, logged in. */
  public ClientIdentity withSaslUser(String user) {
    return new ClientIdentity(unix, user, distinguishedName);
  }

  /** The same, with a certificate. */
  public ClientIdentity withDistinguishedName(String name) {
    return new ClientIdentity(unix, saslUser, name);
  }

  public Kind kind() {
    if (saslUser != null) {
      return Kind.SASL;
    }
    if (distinguishedName != null) {
      return Kind.TLS;
    }
    return unix != null ? Kind.UNIX : Kind.ANONYMOUS;
  }

  /** In a few words, for logs: "sasl:anna", "tls:CN=anna", "unix:anna", or "anonymous". */
  @Override
  public String toString() {
    return switch (kind()) {
      case SASL -> "sasl:" + saslUser;
      case TLS -> "tls:" + distinguishedName;
      case UNIX -> String.valueOf(unix);
      case ANONYMOUS -> "anonymous";
    };
  }
}
