package org.jvirtd.driver.xml;

import java.util.BitSet;

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
    BitSet bits = new BitSet();
    for (String part : raw.strip().split(",", -1)) {
      String one = part.strip();
      boolean excluded = one.startsWith("^");
      String range = excluded ? one.substring(1) : one;
      int hyphen = range.indexOf('-');
      Long first = Numbers.unsigned(hyphen < 0 ? range : range.substring(0, hyphen).strip(), 10);
      Long last = hyphen < 0 ? first : Numbers.unsigned(range.substring(hyphen + 1), 10);
      if (first == null
          || last == null
          || first < 0
          || first > last
          || last > MAX_BIT
          || (excluded && hyphen >= 0)) {
        throw XmlFailure.invalidArgument("Failed to parse bitmap '" + raw + "'");
      }
      bits.set(first.intValue(), last.intValue() + 1, !excluded);
    }
    return new Bitmap(bits);
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
