package org.jvirtd.xdr;

/** Writes values of one Java type as XDR. Holds no state; may be used from any thread. */
@FunctionalInterface
public interface XdrEncoder<T> {
  /**
   * @throws XdrException if the value is over a limit of its type
   */
  void encode(XdrWriter out, T value);
}
