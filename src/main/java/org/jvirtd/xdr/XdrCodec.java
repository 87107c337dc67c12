package org.jvirtd.xdr;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one Java type as XDR. Codecs hold no state and may be used from
 * any thread. {@link XdrCodecs} derives them.
 *
 * @param <T> the Java type; a primitive one is boxed
 */
public interface XdrCodec<T extends @Nullable Object> {

  /**
   * @throws XdrException if the value is over a limit of its type
   */
  void encode(XdrWriter out, T value);

  /**
   * @throws XdrException if the bytes end early or are over a limit of the type
   */
  T decode(XdrReader in);

  /** The fewest bytes that a value takes on the wire. */
  int minimumSize();
}
