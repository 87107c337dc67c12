package org.jvirtd.observe.http;

/** Who may read over HTTP, beyond what is open to everybody. */
public enum Reading {
  /** Everybody while HTTP listens on loopback only; otherwise users. */
  LOOPBACK,
  /** Users. */
  LOGIN,
  /** Everybody who reaches the port. */
  OPEN;

  /**
   * Whether everybody who reaches the port may read.
   *
   * @param loopbackOnly whether nobody but this machine reaches it
   */
  public boolean isOpen(boolean loopbackOnly) {
    return switch (this) {
      case LOOPBACK -> loopbackOnly;
      case LOGIN -> false;
      case OPEN -> true;
    };
  }
}
