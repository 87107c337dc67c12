package org.jvirtd.driver.xml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcException;

/** The kinds of values in libvirt's XML. */
public final class Values {

  private static final String UNSIGNED = " Expected non-negative integer value";

  private Values() {}

  /** Any text; "" is a value too. */
  public static ValueType text() {
    return (raw, site) -> raw;
  }

  /** Any text; "" counts as absent, as with libvirt's XPath strings. */
  public static ValueType filled() {
    return (raw, site) -> raw.isEmpty() ? null : raw;
  }

  /** A value that is not kept. */
  public static ValueType ignored() {
    return (raw, site) -> null;
  }

  /** A text of a certain form. */
  public static ValueType matching(String pattern) {
    Pattern form = Pattern.compile(pattern);
    return (raw, site) -> {
      if (!form.matcher(raw).matches()) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  /** One of some words. */
  public static ValueType oneOf(String... words) {
    Set<String> allowed = Set.of(words);
    return (raw, site) -> {
      if (!allowed.contains(raw)) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  /** One of some words, with an error of its own for others. */
  public static ValueType oneOf(Function<String, RpcException> otherwise, String... words) {
    Set<String> allowed = Set.of(words);
    return (raw, site) -> {
      if (!allowed.contains(raw)) {
        throw otherwise.apply(raw);
      }
      return raw;
    };
  }

  /** One of some words, the first of which says no more than absence does. */
  public static ValueType optional(String standard, String... words) {
    Set<String> allowed = Set.of(words);
    return (raw, site) -> {
      if (raw.equals(standard)) {
        return null;
      }
      if (!allowed.contains(raw)) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  public static ValueType yesNo() {
    return oneOf("yes", "no");
  }

  public static ValueType onOff() {
    return oneOf("on", "off");
  }

  /** A word that is written another way than it may be read. */
  public static ValueType translated(ValueType type, Map<String, String> words) {
    return (raw, site) -> {
      String value = type.read(raw, site);
      return value == null ? null : words.getOrDefault(value, value);
    };
  }

  /** An unsigned number of 32 bits. */
  public static ValueType uint() {
    return uint(10);
  }

  /**
   * The same in another notation.
   *
   * @param radix 10 or 16; 0 takes the notation from the prefix, as C does
   */
  public static ValueType uint(int radix) {
    return (raw, site) -> {
      Long value = Numbers.unsigned32(raw, radix);
      if (value == null) {
        throw site.bad(raw, UNSIGNED);
      }
      return Long.toString(value);
    };
  }

  /** The same, with an error of its own where it is none; "" counts as absent. */
  public static ValueType uint(Function<String, RpcException> otherwise) {
    return (raw, site) -> {
      Long value = raw.isEmpty() ? null : Numbers.unsigned32(raw, 10);
      if (value == null && !raw.isEmpty()) {
        throw otherwise.apply(raw);
      }
      return value == null ? null : Long.toString(value);
    };
  }

  /** An unsigned number of 32 bits that is not 0. */
  public static ValueType positive() {
    return nonZero(uint());
  }

  /** The same, but 0 is an error. */
  public static ValueType nonZero(ValueType type) {
    return (raw, site) -> {
      String value = type.read(raw, site);
      if ("0".equals(value)) {
        throw site.zero();
      }
      return value;
    };
  }

  /** An unsigned number of 64 bits. */
  public static ValueType ulong() {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 10);
      if (value == null) {
        throw site.bad(raw, UNSIGNED);
      }
      return Long.toUnsignedString(value);
    };
  }

  /** A signed number of 32 bits. */
  public static ValueType integer() {
    return integer(10);
  }

  /**
   * The same in another notation.
   *
   * @param radix 10 or 16; 0 takes the notation from the prefix, as C does
   */
  public static ValueType integer(int radix) {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, radix);
      if (value == null || value != value.intValue()) {
        throw site.bad(raw, " Expected integer value");
      }
      return Long.toString(value);
    };
  }

  /** A signed number of 64 bits. */
  public static ValueType longInteger() {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 10);
      if (value == null) {
        throw site.bad(raw, " Expected long long integer value");
      }
      return Long.toString(value);
    };
  }

  /** A signed number of 32 bits that is not negative. */
  public static ValueType natural() {
    return (raw, site) -> {
      String value = integer().read(raw, site);
      if (value != null && value.startsWith("-")) {
        throw site.bad(raw, " Expected non-negative value");
      }
      return value;
    };
  }

  /**
   * A number of 32 bits in any C notation, written in hexadecimal.
   *
   * @param digits at least so many digits
   */
  public static ValueType hex(int digits) {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
        throw site.bad(raw, UNSIGNED);
      }
      return Numbers.hex(value, digits);
    };
  }

  /** A number of 64 bits in any C notation, written in hexadecimal. */
  public static ValueType longHex(int digits) {
    return (raw, site) -> {
      Long value = Numbers.unsigned(raw, 0);
      if (value == null) {
        throw site.bad(raw, UNSIGNED);
      }
      return Numbers.hex(value, digits);
    };
  }

  /** A UUID, written in lower case with hyphens. */
  public static ValueType uuid(Function<String, RpcException> otherwise) {
    return (raw, site) -> {
      UUID uuid = parseUuid(raw);
      if (uuid == null) {
        throw otherwise.apply(raw);
      }
      return uuid.toString();
    };
  }

  /** A number, with an error of its own where it is none; "" counts as absent. */
  public static ValueType number(Function<String, RpcException> otherwise) {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      Long value = Numbers.unsigned(raw, 10);
      if (value == null) {
        throw otherwise.apply(raw);
      }
      return Long.toUnsignedString(value);
    };
  }

  /** Numbers and ranges, such as "0-3,^2", canonically ordered and merged. */
  public static ValueType bitmap() {
    return (raw, site) -> Bitmap.parse(raw).toString();
  }

  /** A UUID as libvirt reads it: 32 hexadecimal digits, hyphens between octets, outer blanks. */
  public static @Nullable UUID parseUuid(String raw) {
    StringBuilder digits = new StringBuilder(32);
    String stripped = raw.strip();
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c == '-' && digits.length() % 2 == 0) {
        continue;
      }
      if (Character.digit(c, 16) < 0 || c > 'f' || digits.length() == 32) {
        return null;
      }
      digits.append(c);
    }
    if (digits.length() != 32) {
      return null;
    }
    return new UUID(
        Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
  }

  /** All the words, as an array: for tables that share them. */
  public static String[] words(List<String> words) {
    return words.toArray(String[]::new);
  }
}
