package org.jvirtd.rpc;

/** What the clients of a listener have to do before they may call anything (semantics 17). */
public enum Authentication {
  /** Nothing: who can connect is let in. */
  NONE,
  /** A login by SASL. */
  SASL
}
