package org.jvirtd.observe.http;

/** Who may read over HTTP, beyond what is open to everybody. */
public enum Reading {
  /** Everybody while HTTP listens on loopback only; otherwise users. */
  LOOPBACK,
  /** Users. */
  LOGIN,
  /** Everybody who reaches the port. */
  OPEN
}
