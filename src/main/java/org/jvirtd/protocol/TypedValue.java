package org.jvirtd.protocol;

import org.jvirtd.xdr.XdrCase;

/**
 * The value of a {@link TypedParameter}: the union {@code remote_typed_param_value}, whose
 * discriminant is libvirt's {@code virTypedParameterType}. Unsigned values are held in the signed
 * type of their width.
 */
public sealed interface TypedValue {

  /** A signed 32-bit number. */
  @XdrCase(1)
  record IntValue(int value) implements TypedValue {}

  /** An unsigned 32-bit number. */
  @XdrCase(2)
  record UnsignedIntValue(int value) implements TypedValue {
    /** The number, which may be greater than an int can hold. */
    public long asLong() {
      return Integer.toUnsignedLong(value);
    }
  }

  /** A signed 64-bit number. */
  @XdrCase(3)
  record LongValue(long value) implements TypedValue {}

  /** An unsigned 64-bit number. */
  @XdrCase(4)
  record UnsignedLongValue(long value) implements TypedValue {}

  /** A floating-point number. */
  @XdrCase(5)
  record DoubleValue(double value) implements TypedValue {}

  /** A truth value; on the wire it is an int, and clients may send any but 0 for true. */
  @XdrCase(6)
  record BooleanValue(int value) implements TypedValue {
    public boolean isTrue() {
      return value != 0;
    }
  }

  /** A text. */
  @XdrCase(7)
  record StringValue(String value) implements TypedValue {}
}
