package org.jvirtd.protocol;

import java.util.List;
import java.util.Optional;
import org.jvirtd.protocol.TypedValue.BooleanValue;
import org.jvirtd.protocol.TypedValue.DoubleValue;
import org.jvirtd.protocol.TypedValue.IntValue;
import org.jvirtd.protocol.TypedValue.LongValue;
import org.jvirtd.protocol.TypedValue.StringValue;
import org.jvirtd.protocol.TypedValue.UnsignedIntValue;
import org.jvirtd.protocol.TypedValue.UnsignedLongValue;

/**
 * A named value of one of seven types: what libvirt uses where a structure would have to grow.
 *
 * @param field the name; libvirt's own are shorter than 80 bytes
 */
public record TypedParameter(String field, TypedValue value) {
  /** The flag by which a client says that it takes parameters that are texts. */
  public static final int STRING_OKAY = 1 << 2;

  public static TypedParameter of(String field, int value) {
    return new TypedParameter(field, new IntValue(value));
  }

  public static TypedParameter ofUnsigned(String field, int value) {
    return new TypedParameter(field, new UnsignedIntValue(value));
  }

  public static TypedParameter of(String field, long value) {
    return new TypedParameter(field, new LongValue(value));
  }

  public static TypedParameter ofUnsigned(String field, long value) {
    return new TypedParameter(field, new UnsignedLongValue(value));
  }

  public static TypedParameter of(String field, double value) {
    return new TypedParameter(field, new DoubleValue(value));
  }

  public static TypedParameter of(String field, boolean value) {
    return new TypedParameter(field, new BooleanValue(value ? 1 : 0));
  }

  public static TypedParameter of(String field, String value) {
    return new TypedParameter(field, new StringValue(value));
  }

  /**
   * The parameters that a client gets which has room for so many: strings only if it says that it
   * takes them, because old clients would not understand the reply.
   *
   * @param flags the flags of the call; {@link #STRING_OKAY} is the bit that matters
   */
  public static List<TypedParameter> reply(List<TypedParameter> all, int requested, int flags) {
    boolean strings = (flags & STRING_OKAY) != 0;
    return all.stream()
        .limit(requested)
        .filter(parameter -> strings || !(parameter.value instanceof StringValue))
        .toList();
  }

  /** The first parameter of that name. */
  public static Optional<TypedValue> find(List<TypedParameter> parameters, String field) {
    return parameters.stream()
        .filter(parameter -> parameter.field.equals(field))
        .map(TypedParameter::value)
        .findFirst();
  }

  /**
   * The whole number that the value is, whatever its width; a truth value is 0 or 1.
   *
   * @throws IllegalStateException if it is a text or a floating-point number
   */
  public long longValue() {
    return switch (value) {
      case IntValue(int number) -> number;
      case UnsignedIntValue unsigned -> unsigned.asLong();
      case LongValue(long number) -> number;
      case UnsignedLongValue(long number) -> number;
      case BooleanValue truth -> truth.isTrue() ? 1 : 0;
      case DoubleValue _, StringValue _ ->
          throw new IllegalStateException(field + " is not a whole number");
    };
  }

  /**
   * The text that the value is.
   *
   * @throws IllegalStateException if it is a number
   */
  public String stringValue() {
    if (value instanceof StringValue(String text)) {
      return text;
    }
    throw new IllegalStateException(field + " is not a text");
  }
}
