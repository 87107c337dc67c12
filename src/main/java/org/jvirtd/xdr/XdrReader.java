package org.jvirtd.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads XDR values (RFC 4506) from a byte array. Every count is checked against its limit and
 * against the bytes that are left before anything is allocated. Not for several threads at once.
 *
 * <p>As the decoder of libvirt's server, it takes any non-zero word for true and does not look at
 * the bytes of padding, but wants them to be there (semantics section 5).
 */
public final class XdrReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads all of these bytes, which must not change meanwhile. */
  public XdrReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of these bytes, which must not change meanwhile. */
  public XdrReader(byte[] bytes, int from, int to) {
    if (from < 0 || from > to || to > bytes.length) {
      throw new IndexOutOfBoundsException("from " + from + " to " + to + " of " + bytes.length);
    }
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** Bytes that have not been read yet. */
  public int remaining() {
    return end - position;
  }

  /** Reads an integer or unsigned integer (RFC 4506 sections 4.1 and 4.2). */
  public int readInt() {
    int at = take(4);
    return (int) INT.get(bytes, at);
  }

  /** Reads a hyper or unsigned hyper (section 4.5). */
  public long readLong() {
    int at = take(8);
    return (long) LONG.get(bytes, at);
  }

  /** Reads a boolean (section 4.4); any non-zero word is true. */
  public boolean readBoolean() {
    return readInt() != 0;
  }

  /** Reads a double-precision number (section 4.7). */
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  /**
   * Reads the count of a variable-length array (section 4.13).
   *
   * @param limit the most elements allowed
   * @param elementSize the fewest bytes that an element takes, at least 0
   * @throws XdrException if the count is over the limit, or so many elements cannot be there
   */
  public int readCount(int limit, int elementSize) {
    int count = readInt();
    if (count < 0 || count > limit) {
      throw new XdrException(
          "count " + Integer.toUnsignedString(count) + " is over the limit of " + limit);
    }
    if ((long) count * elementSize > remaining()) {
      throw new XdrException("count " + count + " is more than the bytes left can hold");
    }
    return count;
  }

  /** Reads fixed-length opaque data and its padding (section 4.9). */
  public byte[] readFixedOpaque(int length) {
    int at = take(length, padded(length));
    byte[] value = new byte[length];
    System.arraycopy(bytes, at, value, 0, length);
    return value;
  }

  /** Reads variable-length opaque data of at most this many bytes (section 4.10). */
  public byte[] readOpaque(int limit) {
    return readFixedOpaque(readCount(limit, 1));
  }

  /**
   * Reads a string of at most this many bytes (section 4.11). The bytes are taken as UTF-8; as in
   * C, a string ends at its first zero byte. What is not UTF-8 becomes U+FFFD, so that it equals no
   * name.
   */
  public String readString(int limit) {
    int length = readCount(limit, 1);
    int at = take(length, padded(length));
    int to = at;
    while (to < at + length && bytes[to] != 0) {
      to++;
    }
    return new String(bytes, at, to - at, StandardCharsets.UTF_8);
  }

  private int take(int length) {
    return take(length, length);
  }

  private int take(int length, int withPadding) {
    if (withPadding < length || withPadding > end - position) {
      throw new XdrException(
          "needs " + Integer.toUnsignedString(length) + " bytes, " + remaining() + " are left");
    }
    int at = position;
    position += withPadding;
    return at;
  }

  /** The length with padding to a multiple of four; overflows to a negative number past 2³¹−4. */
  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
