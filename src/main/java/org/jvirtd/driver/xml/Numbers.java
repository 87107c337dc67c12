package org.jvirtd.driver.xml;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as C reads and writes them. */
public final class Numbers {

  private Numbers() {}

  /**
   * An unsigned number of up to 64 bits.
   *
   * @param radix 10 or 16; 0 takes the notation from the prefix, as C does
   * @return null where it is none, negative, or too large; above 2^63 the result is negative
   */
  public static @Nullable Long unsigned(String raw, int radix) {
    String digits = raw.stripLeading();
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    return magnitude(digits, radix);
  }

  /** An unsigned number of 32 bits; null where it is none, negative, or too large. */
  public static @Nullable Long unsigned32(String raw, int radix) {
    Long value = unsigned(raw, radix);
    return value == null || value < 0 || value > 0xFFFF_FFFFL ? null : value;
  }

  /**
   * A number of 32 bits as C's strtoul gives it, where "-1" stands for the largest.
   *
   * @return null where it is none or too large
   */
  public static @Nullable Long wrapping(String raw, int radix) {
    return wrapping(raw, radix, 32);
  }

  /**
   * The same for numbers of 32 or 64 bits; above 2^63 the result is negative.
   *
   * @param bits 32 or 64
   */
  public static @Nullable Long wrapping(String raw, int radix, int bits) {
    String digits = raw.stripLeading();
    boolean negative = digits.startsWith("-");
    Long value = negative ? magnitude(digits.substring(1), radix) : unsigned(digits, radix);
    if (value == null || (bits == 32 && (value < 0 || value > 0xFFFF_FFFFL))) {
      return null;
    }
    long wrapped = negative ? -value : value;
    return bits == 32 ? wrapped & 0xFFFF_FFFFL : wrapped;
  }

  /** A signed number of 64 bits, null where it is none or too large. */
  public static @Nullable Long signed(String raw, int radix) {
    String digits = raw.stripLeading();
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    Long value = magnitude(digits, radix);
    if (value == null || value < 0) {
      return null;
    }
    return negative ? -value : value;
  }

  private static @Nullable Long magnitude(String digits, int radix) {
    int base = radix;
    String rest = digits;
    boolean prefixed = rest.startsWith("0x") || rest.startsWith("0X");
    if (prefixed && (radix == 0 || radix == 16)) {
      base = 16;
      rest = rest.substring(2);
    } else if (radix == 0) {
      base = rest.length() > 1 && rest.startsWith("0") ? 8 : 10;
    }
    if (rest.isEmpty() || rest.charAt(0) == '+' || rest.charAt(0) == '-') {
      return null;
    }
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) > 'f') {
        return null;
      }
    }
    try {
      return Long.parseUnsignedLong(rest, base);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A number as C's 0x%0Nx writes it. */
  public static String hex(long value, int digits) {
    String text = Long.toHexString(value).toLowerCase(Locale.ROOT);
    return "0x" + "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
