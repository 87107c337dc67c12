package org.jvirtd.driver.xml;

/**
 * The kinds of values in libvirt's schemas: narrower than what its readers take. They are for
 * strict reading only.
 */
public final class StrictValues {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])";
  private static final String V4 = "(" + OCTET + "\\.){3}" + OCTET;

  /** The characters and the most digits of an IPv6 address; its form is checked apart. */
  private static final String V6 = "[0-9A-Fa-f:]*(:" + V4 + ")?";

  private StrictValues() {}

  public static ValueType deviceName() {
    return Values.matching("[a-zA-Z0-9_.\\-\\\\:/]+");
  }

  public static ValueType dnsName() {
    return Values.matching("[a-zA-Z0-9.\\-]+");
  }

  public static ValueType uuid() {
    return Values.matching("[a-fA-F0-9]{32}|[a-fA-F0-9]{8}-([a-fA-F0-9]{4}-){3}[a-fA-F0-9]{12}");
  }

  public static ValueType mac() {
    return Values.matching("[a-fA-F0-9]{2}(:[a-fA-F0-9]{2}){5}");
  }

  public static ValueType unicastMac() {
    return Values.matching("[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}");
  }

  public static ValueType ipv4() {
    return Values.matching(V4);
  }

  public static ValueType ipv6() {
    ValueType form = Values.matching(V6);
    return (raw, site) -> {
      form.read(raw, site);
      if (!isSoundV6(raw)) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  public static ValueType ip() {
    ValueType v4 = ipv4();
    ValueType v6 = ipv6();
    return (raw, site) -> raw.indexOf(':') < 0 ? v4.read(raw, site) : v6.read(raw, site);
  }

  private static boolean isSoundV6(String raw) {
    int gap = raw.indexOf("::");
    if (gap != raw.lastIndexOf("::") || raw.contains(":::")) {
      return false;
    }
    int groups = 0;
    for (String part : raw.split(":", -1)) {
      if (part.indexOf('.') >= 0) {
        groups += 2;
      } else if (part.length() > 4) {
        return false;
      } else if (!part.isEmpty()) {
        groups++;
      }
    }
    boolean openEnd = gap < 0 && (raw.isEmpty() || raw.startsWith(":") || raw.endsWith(":"));
    return !openEnd && (gap < 0 ? groups == 8 : groups <= 7);
  }

  /** Digits only, from the least to the most. */
  public static ValueType number(long least, long most) {
    ValueType digits = Values.matching("[0-9]+");
    return (raw, site) -> {
      digits.read(raw, site);
      Long value = Numbers.unsigned(raw, 10);
      if (value == null || value < least || value > most) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  /** An unsigned number of 32 bits. */
  public static ValueType unsigned() {
    return number(0, 0xFFFF_FFFFL);
  }

  /** A number with a sign or without, and blanks around it. */
  public static ValueType integer(long least, long most) {
    return (raw, site) -> {
      Long value = Numbers.signed(raw.strip(), 10);
      if (value == null || value < least || value > most) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }
}
