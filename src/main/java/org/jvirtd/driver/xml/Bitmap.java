package org.jvirtd.driver.xml;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A set of small numbers as libvirt writes it: "0-3,7". */
public final class Bitmap {

  private static final int MAX_BIT = 16_383;

  private final BitSet bits;

  private Bitmap(BitSet bits) {
    this.bits = bits;
  }

  public static Bitmap of(BitSet bits) {
    return new Bitmap((BitSet) bits.clone());
  }

  /**
   * Reads numbers, ranges, and exclusions with a caret.
   *
   * @throws org.jvirtd.rpc.RpcException INVALID_ARG where it is none, or a number is above 16383
   */
  public static Bitmap parse(String raw) {
    Parser parser = new Parser(raw);
    BitSet bits = parser.parse();
    if (bits == null) {
      throw XmlFailure.invalidArgument("Failed to parse bitmap '" + raw + "'");
    }
    return new Bitmap(bits);
  }

  /** Reads from the left, as libvirt does: a comma may stand at the end, numbers as C has them. */
  private static final class Parser {
    private final String raw;
    private int at;

    Parser(String raw) {
      this.raw = raw;
    }

    @Nullable BitSet parse() {
      BitSet bits = new BitSet();
      skipSpace();
      do {
        boolean excluded = skip('^');
        int first = isDigit() ? number() : -1;
        skipSpace();
        int last = first;
        if (skip('-') && !excluded) {
          skipSpace();
          last = number();
          skipSpace();
        }
        if (first < 0 || last < first || last > MAX_BIT) {
          return null;
        }
        bits.set(first, last + 1, !excluded);
        if (at < raw.length() && !skip(',')) {
          return null;
        }
        skipSpace();
      } while (at < raw.length());
      return bits;
    }

    private boolean isDigit() {
      return at < raw.length() && raw.charAt(at) >= '0' && raw.charAt(at) <= '9';
    }

    private boolean skip(char c) {
      boolean there = at < raw.length() && raw.charAt(at) == c;
      at += there ? 1 : 0;
      return there;
    }

    private void skipSpace() {
      while (at < raw.length() && " \t\n\r".indexOf(raw.charAt(at)) >= 0) {
        at++;
      }
    }

    /** A number, -1 where there is none; of larger ones it is enough that they are. */
    private int number() {
      skip('+');
      int value = -1;
      while (isDigit()) {
        value = Math.min(Math.max(value, 0) * 10 + raw.charAt(at++) - '0', MAX_BIT + 1);
      }
      return value;
    }
  }

  public BitSet bits() {
    return (BitSet) bits.clone();
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int from = bits.nextSetBit(0); from >= 0; ) {
      int end = bits.nextClearBit(from);
      if (!text.isEmpty()) {
        text.append(',');
      }
      text.append(from);
      if (end - 1 > from) {
        text.append('-').append(end - 1);
      }
      from = bits.nextSetBit(end);
    }
    return text.toString();
  }
}
