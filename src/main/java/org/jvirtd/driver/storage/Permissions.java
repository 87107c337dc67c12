package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.filled;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;

/** {@code <permissions>}: mode, owner, group and label of what a pool or a volume lies in. */
final class Permissions {
  private static final long MAX_ID = 0xFFFF_FFFFL;

  static final Schema SCHEMA =
      Schema.of("permissions")
          .child(Schema.text("mode", Permissions::mode))
          .child(Schema.text("owner", id("owner")))
          .child(Schema.text("group", id("group")))
          .child(Schema.text("label", filled()));

  private Permissions() {}

  /** Octal, written with a zero before it. */
  private static @Nullable String mode(String raw, ValueType.Site site) {
    if (raw.isEmpty()) {
      return null;
    }
    Long mode = Numbers.signed(raw, 8);
    if (mode == null || (mode & ~0777L) != 0) {
      throw StorageFailure.invalid("malformed octal mode");
    }
    return "0" + Long.toOctalString(mode);
  }

  /** A number of 32 bits, written as a signed one; -1, in either notation, stands for none. */
  private static ValueType id(String element) {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 10);
      if (value == null || value < -1 || value > MAX_ID) {
        throw StorageFailure.invalid("malformed " + element + " element");
      }
      return value.intValue() == -1 ? null : Integer.toString(value.intValue());
    };
  }
}
