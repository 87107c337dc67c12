package org.jvirtd.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes XDR values (RFC 4506) into a byte array that grows up to a limit. It can be used again
 * after {@link #reset}; an array that has grown large is let go then. Not for several threads at
 * once.
 */
public final class XdrWriter {
  /** An array larger than this many bytes is not kept for the next use. */
  private static final int KEPT_CAPACITY = 64 * 1024;

  private static final int INITIAL_CAPACITY = 512;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int maxBytes;
  private byte[] bytes;
  private int position;

  /**
   * @param maxBytes the most bytes that may be written, in all
   */
  public XdrWriter(int maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes " + maxBytes + " is negative");
    }
    this.maxBytes = maxBytes;
    this.bytes = new byte[initialCapacity()];
  }

  private int initialCapacity() {
    return Math.min(INITIAL_CAPACITY, maxBytes);
  }

  /** Forgets what has been written. */
  public void reset() {
    position = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[initialCapacity()];
    }
  }

  /** Bytes written so far. */
  public int size() {
    return position;
  }

  /** Takes back everything after the first {@code size} bytes. */
  public void truncate(int size) {
    if (size < 0 || size > position) {
      throw new IllegalArgumentException("cannot truncate " + position + " bytes to " + size);
    }
    position = size;
  }

  /** The array behind this writer; its first {@link #size} bytes are valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what has been written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, position);
  }

  /** Writes an integer or unsigned integer (RFC 4506 sections 4.1 and 4.2). */
  public void writeInt(int value) {
    INT.set(bytes, claim(4), value);
  }

  /** Overwrites an integer that was written before. */
  public void writeIntAt(int at, int value) {
    if (at < 0 || at > position - 4) {
      throw new IndexOutOfBoundsException(at);
    }
    INT.set(bytes, at, value);
  }

  /** Writes a hyper or unsigned hyper (section 4.5). */
  public void writeLong(long value) {
    LONG.set(bytes, claim(8), value);
  }

  /** Writes a boolean (section 4.4). */
  public void writeBoolean(boolean value) {
    writeInt(value ? 1 : 0);
  }

  /** Writes a double-precision number (section 4.7). */
  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** Writes the count of a variable-length array (section 4.13). */
  public void writeCount(int count, int limit) {
    if (count > limit) {
      throw new XdrException("count " + count + " is over the limit of " + limit);
    }
    writeInt(count);
  }

  /** Writes fixed-length opaque data and its padding (section 4.9). */
  public void writeFixedOpaque(byte[] value, int length) {
    if (value.length != length) {
      throw new XdrException("needs " + length + " bytes, not " + value.length);
    }
    writePadded(value);
  }

  /** Writes variable-length opaque data of at most this many bytes (section 4.10). */
  public void writeOpaque(byte[] value, int limit) {
    writeCount(value.length, limit);
    writePadded(value);
  }

  /** Writes a string, as UTF-8 of at most this many bytes (section 4.11). */
  public void writeString(String value, int limit) {
    writeOpaque(value.getBytes(StandardCharsets.UTF_8), limit);
  }

  private void writePadded(byte[] value) {
    int padded = XdrReader.padded(value.length);
    int at = claim(padded);
    System.arraycopy(value, 0, bytes, at, value.length);
    Arrays.fill(bytes, at + value.length, at + padded, (byte) 0);
  }

  private int claim(int length) {
    int at = position;
    int needed = at + length;
    if (needed > bytes.length || needed < 0) {
      grow(needed);
    }
    position = needed;
    return at;
  }

  private void grow(int needed) {
    if (needed > maxBytes || needed < 0) {
      throw new XdrException("more than " + maxBytes + " bytes");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(2L * bytes.length, needed)));
  }
}
