package org.jvirtd.rpc;

/** Why a connection ended. */
public enum CloseReason {
  /** The client closed the socket. */
  CLIENT_GONE,
  /** The client called a procedure that closes the connection. */
  CLIENT_CLOSED,
  /** A length word that no frame may have (semantics section 1). */
  BAD_FRAME,
  /** A call with more file descriptors than may be, or over a socket that cannot carry any. */
  FDS_REFUSED,
  /** Reading or writing failed. */
  IO_ERROR,
  /** The client did not answer keepalive. */
  KEEPALIVE_TIMEOUT,
  /** The client does not read what it is sent. */
  OUTBOUND_FULL,
  /** An operator asked for it. */
  DISCONNECTED,
  /** The server stops. */
  STOPPING
}
