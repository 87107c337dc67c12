package org.jvirtd.rpc.tls;

/** Why a handshake did not end with a client that is let in. */
public enum TlsRefusal {
  /** The client shows no certificate, and has to. */
  NO_CERTIFICATE,
  /** Its certificate, or one above it, is out of date. */
  EXPIRED,
  /** Its certificate, or one above it, is of a time to come. */
  NOT_YET_VALID,
  /** No authority that is trusted has signed its certificate. */
  UNKNOWN_ISSUER,
  /** Its certificate has been revoked. */
  REVOKED,
  /** The list of those that its authority has revoked is out of date, or signed by another. */
  REVOCATION_UNKNOWN,
  /** Its certificate is not for clients, its signature is wrong, or its algorithm too weak. */
  BAD_CERTIFICATE,
  /** Its distinguished name is none of those that are let in. */
  NOT_LISTED,
  /** It has refused this server: with an alert it has named its reason. */
  CLIENT_REFUSED,
  /** It does not speak TLS, or no version and cipher in common. */
  PROTOCOL,
  /** It has gone before the handshake was over. */
  CLIENT_GONE,
  /** It took too long. */
  TIMEOUT,
  /** The server stops. */
  STOPPING
}
