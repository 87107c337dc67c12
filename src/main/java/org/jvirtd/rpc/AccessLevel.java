package org.jvirtd.rpc;

/** How much a client may do, of what its socket allows. */
public enum AccessLevel {
  /** All of it. */
  READ_WRITE,
  /** What a client of the read-only socket may (semantics 19). */
  READ_ONLY,
  /** Nothing but to say who it is. */
  NONE
}
