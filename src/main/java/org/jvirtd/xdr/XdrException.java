package org.jvirtd.xdr;

/**
 * Bytes that are not what the type says, or a value that its type's limits forbid. No stack trace.
 */
public final class XdrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public XdrException(String message) {
    super(message, null, false, false);
  }
}
