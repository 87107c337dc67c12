package org.jvirtd.driver.network;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.rpc.RpcException;

/**
 * A numeric address. Names are never looked up.
 *
 * @param v6 whether it has 128 bits
 * @param high the upper 64 bits of an IPv6 address, 0 with IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(boolean v6, long high, long low) {

  private static final int GROUPS = 8;

  /**
   * Reads an address as C's numeric resolver does: IPv4 in one to four numbers of any notation,
   * IPv6 with at most one "::".
   *
   * @return null where it is none
   */
  public static @Nullable IpAddress parse(String raw) {
    return raw.indexOf(':') >= 0 ? parseV6(raw) : parseV4(raw);
  }

  /** The same, with libvirt's error where it is none. */
  public static IpAddress require(String raw) {
    IpAddress address = parse(raw);
    if (address == null) {
      throw unreadable(raw);
    }
    return address;
  }

  private static RpcException unreadable(String raw) {
    return NetworkFailure.shared(
        ErrorCode.SYSTEM_ERROR,
        "Cannot parse socket address '" + raw + "': Name or service not known");
  }

  private static @Nullable IpAddress parseV4(String raw) {
    String[] parts = raw.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long bits = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long most = last ? (1L << (8 * (5 - parts.length))) - 1 : 255;
      Long value = digits(parts[i]);
      if (value == null || value < 0 || value > most) {
        return null;
      }
      bits = last ? (bits << (8 * (5 - parts.length))) | value : (bits << 8) | value;
    }
    return new IpAddress(false, 0, bits);
  }

  /** A number that begins with a digit: no sign, no blank. */
  private static @Nullable Long digits(String part) {
    boolean begins = !part.isEmpty() && part.charAt(0) >= '0' && part.charAt(0) <= '9';
    return begins ? Numbers.unsigned(part, 0) : null;
  }

  private static @Nullable IpAddress parseV6(String raw) {
    int gap = raw.indexOf("::");
    if (gap < 0) {
      int[] all = groups(raw);
      return all != null && all.length == GROUPS ? ofGroups(all, 0, new int[0]) : null;
    }
    int[] head = gap == 0 ? new int[0] : groups(raw.substring(0, gap));
    String rest = raw.substring(gap + 2);
    int[] tail = rest.isEmpty() ? new int[0] : groups(rest);
    if (head == null || tail == null || raw.substring(0, gap).indexOf('.') >= 0) {
      return null;
    }
    int zeros = GROUPS - head.length - tail.length;
    return zeros > 0 ? ofGroups(head, zeros, tail) : null;
  }

  /** The groups of 16 bits in a text; an IPv4 address at its end makes two. */
  private static int @Nullable [] groups(String raw) {
    String[] parts = raw.split(":", -1);
    boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (dotted ? 1 : 0)];
    for (int i = 0; i < parts.length; i++) {
      if (dotted && i == parts.length - 1) {
        IpAddress inner = parts[i].split("\\.", -1).length == 4 ? parseV4(parts[i]) : null;
        if (inner == null) {
          return null;
        }
        groups[i] = (int) (inner.low >> 16);
        groups[i + 1] = (int) (inner.low & 0xFFFF);
      } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        groups[i] = Integer.parseInt(parts[i], 16);
      } else {
        return null;
      }
    }
    return groups;
  }

  private static IpAddress ofGroups(int[] head, int zeros, int[] tail) {
    long[] halves = new long[2];
    for (int i = 0; i < head.length; i++) {
      halves[i / 4] |= (long) head[i] << (16 * (3 - i % 4));
    }
    for (int i = 0; i < tail.length; i++) {
      int place = head.length + zeros + i;
      halves[place / 4] |= (long) tail[i] << (16 * (3 - place % 4));
    }
    return new IpAddress(true, halves[0], halves[1]);
  }

  boolean v4() {
    return !v6;
  }

  boolean isZero() {
    return high == 0 && low == 0;
  }

  /** The bits of this address that a mask has too. */
  IpAddress maskedBy(IpAddress mask) {
    return new IpAddress(v6, high & mask.high, low & mask.low);
  }

  /** The first bits of this address, null where it has not so many. */
  @Nullable IpAddress maskedBy(long prefix) {
    IpAddress mask = mask(v6, prefix);
    return mask == null ? null : maskedBy(mask);
  }

  /** The mask of so many bits, null where there are not so many. */
  static @Nullable IpAddress mask(boolean v6, long prefix) {
    if (prefix < 0 || prefix > (v6 ? 128 : 32)) {
      return null;
    }
    if (!v6) {
      return new IpAddress(false, 0, prefix == 0 ? 0 : 0xFFFF_FFFFL & (-1L << (32 - prefix)));
    }
    return new IpAddress(true, ones(Math.min(prefix, 64)), ones(Math.max(prefix - 64, 0)));
  }

  private static long ones(long count) {
    return count == 0 ? 0 : -1L << (64 - count);
  }

  /** The number of ones where this is a mask, -1 where it is none. */
  int maskBits() {
    int bits = Long.bitCount(high) + Long.bitCount(low);
    return equals(mask(v6, bits)) ? bits : -1;
  }

  /** The address so many later: the last byte of an IPv6 address wraps round by itself. */
  public IpAddress plus(long offset) {
    return v6
        ? new IpAddress(true, high, (low & ~0xFFL) | ((low + offset) & 0xFF))
        : new IpAddress(false, high, (low + offset) & 0xFFFF_FFFFL);
  }

  /** The prefix that an IPv4 address has by its class, or any IPv6 address; -1 for none. */
  int naturalPrefix() {
    if (isZero()) {
      return 0;
    }
    if (v6) {
      return 64;
    }
    int octet = (int) (low >> 24);
    if ((octet & 0x80) == 0) {
      return 8;
    }
    return (octet & 0xC0) == 0x80 ? 16 : (octet & 0xE0) == 0xC0 ? 24 : -1;
  }

  /** The address as C writes it: an IPv6 address in its shortest form. */
  @Override
  public String toString() {
    return v6 ? textV6() : textV4(low);
  }

  private static String textV4(long bits) {
    return "%d.%d.%d.%d"
        .formatted(bits >> 24 & 0xFF, bits >> 16 & 0xFF, bits >> 8 & 0xFF, bits & 0xFF);
  }

  private int group(int i) {
    return (int) ((i < 4 ? high : low) >> (16 * (3 - i % 4))) & 0xFFFF;
  }

  private String textV6() {
    // The longest run of zeros, the first of several, is left out; a single one is not.
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    boolean embedded = start == 0 && (length == 6 || (length == 5 && group(5) == 0xFFFF));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < (embedded ? 6 : GROUPS); i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    if (embedded) {
      boolean first = text.charAt(text.length() - 1) == ':';
      text.append(first ? "" : ":").append(textV4(low & 0xFFFF_FFFFL));
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
