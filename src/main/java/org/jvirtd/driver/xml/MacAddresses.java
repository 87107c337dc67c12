package org.jvirtd.driver.xml;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** MAC addresses as text. */
public final class MacAddresses {

  private MacAddresses() {}

  /** Random addresses below a prefix of three octets. */
  public static Supplier<String> random(String prefix) {
    SecureRandom random = new SecureRandom();
    return () -> {
      int low = random.nextInt(1 << 24);
      return "%s:%02x:%02x:%02x"
          .formatted(prefix, low >> 16, (low >> 8) & 0xFF, low & 0xFF)
          .toLowerCase(Locale.ROOT);
    };
  }

  /** The canonical form, null where the text is none. An octet may have one digit. */
  public static @Nullable String canonical(String raw) {
    // What stands behind a blank is not looked at.
    int end = 0;
    while (end < raw.length() && raw.charAt(end) > ' ') {
      end++;
    }
    String[] octets = raw.substring(0, end).split(":", -1);
    if (octets.length != 6) {
      return null;
    }
    StringBuilder address = new StringBuilder(17);
    for (String octet : octets) {
      boolean sound =
          !octet.isEmpty()
              && octet.length() <= 2
              && octet.chars().allMatch(c -> c <= 'f' && Character.digit(c, 16) >= 0);
      if (!sound) {
        return null;
      }
      address.append(address.isEmpty() ? "" : ":");
      address.append(octet.length() == 1 ? "0" : "").append(octet.toLowerCase(Locale.ROOT));
    }
    return address.toString();
  }

  /** Whether a canonical address is one of a group. */
  public static boolean isMulticast(String canonical) {
    return (Character.digit(canonical.charAt(1), 16) & 1) == 1;
  }
}
