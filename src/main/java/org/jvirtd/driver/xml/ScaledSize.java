package org.jvirtd.driver.xml;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** Sizes with a unit: read in any of libvirt's units, written in KiB. */
public final class ScaledSize {

  /** The largest unsigned number of 64 bits, for sizes that have no other bound. */
  public static final long UNBOUNDED = -1L;

  private ScaledSize() {}

  /** An element such as {@code <memory unit='KiB'>1024</memory>}; 0 is kept. */
  public static Schema kib(String name, String path) {
    return kib(Schema.of(name), path);
  }

  /** The same, for a schema that has attributes before the unit. */
  public static Schema kib(Schema schema, String path) {
    return schema
        .attribute("unit", Values.ignored())
        .onRead((source, element) -> {
          Long kib = memory(source.text(), source.attribute("unit"), path);
          if (kib != null) {
            element.set("unit", "KiB");
            element.setText(Long.toString(kib));
          }
        })
        .text((raw, site) -> null);
  }

  public static long toKib(long bytes) {
    return Long.divideUnsigned(bytes, 1024) + (Long.remainderUnsigned(bytes, 1024) == 0 ? 0 : 1);
  }

  /** An amount of memory in KiB, null where there is no text. */
  public static @Nullable Long memory(String raw, @Nullable String unit, String path) {
    Long bytes = bytes(raw, unit, path, 1024);
    if (bytes == null) {
      return null;
    }
    long kib = toKib(bytes);
    if (kib >= toKib(Long.MAX_VALUE)) {
      throw XmlFailure.overflow(ErrorDomain.DOMAIN, "size value too large");
    }
    return kib;
  }

  /** The same, for a size that must be there. */
  public static long requiredMemory(@Nullable String raw, @Nullable String unit, String path) {
    Long kib = memory(raw == null ? "" : raw, unit, path);
    if (kib == null) {
      throw missing(path);
    }
    return kib;
  }

  /** The error for a size that is missing. */
  public static RpcException missing(String path) {
    return XmlFailure.invalidValue("missing element or attribute '" + path + "'");
  }

  /** The text of an element and its unit, in bytes; null where there is no text. */
  public static @Nullable Long bytes(XmlElement source, String path, long scale) {
    return bytes(source.text(), source.attribute("unit"), path, scale);
  }

  public static @Nullable Long bytes(String raw, @Nullable String unit, String path, long scale) {
    return bytes(raw, unit, path, scale, Long.MAX_VALUE);
  }

  /**
   * @param most the largest value, unsigned
   */
  public static @Nullable Long bytes(
      String raw, @Nullable String unit, String path, long scale, long most) {
    if (raw.isEmpty()) {
      return null;
    }
    Long value = Numbers.unsigned(raw, 10);
    if (value == null) {
      throw XmlFailure.invalidValue(
          "Invalid value '" + raw + "' for element or attribute '" + path + "'");
    }
    return scaled(value, unit == null ? "" : unit, scale, most);
  }

  /** The same, where 0 says no more than nothing does: null for both. */
  public static @Nullable Long positive(
      String raw, @Nullable String unit, String path, long scale, long most) {
    Long bytes = bytes(raw, unit, path, scale, most);
    return bytes == null || bytes == 0 ? null : bytes;
  }

  /** A number in a unit, in bytes; {@code defaultScale} where the unit is "". */
  public static long scaled(long value, String unit, long defaultScale) {
    return scaled(value, unit, defaultScale, Long.MAX_VALUE);
  }

  private static long scaled(long value, String unit, long defaultScale, long most) {
    long scale = unit.isEmpty() ? defaultScale : scaleOf(unit);
    if (value != 0 && Long.compareUnsigned(value, Long.divideUnsigned(most, scale)) > 0) {
      throw XmlFailure.overflow(
          ErrorDomain.NONE, "value too large: " + Long.toUnsignedString(value) + unit);
    }
    return value * scale;
  }

  private static long scaleOf(String unit) {
    String lower = unit.toLowerCase(Locale.ROOT);
    if (lower.equals("b") || lower.equals("byte") || lower.equals("bytes")) {
      return 1;
    }
    int exponent = "kmgtpe".indexOf(lower.charAt(0)) + 1;
    String rest = lower.substring(1);
    long base = rest.isEmpty() || rest.equals("ib") ? 1024 : rest.equals("b") ? 1000 : 0;
    if (exponent == 0 || base == 0) {
      throw XmlFailure.invalidArgument("unknown suffix '" + unit + "'");
    }
    long scale = 1;
    for (int i = 0; i < exponent; i++) {
      scale *= base;
    }
    return scale;
  }

  /** A size in the largest unit that leaves a whole number. */
  public record Pretty(long value, String unit) {}

  public static Pretty pretty(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    long value = bytes;
    int unit = 0;
    while (value != 0 && Long.remainderUnsigned(value, 1024) == 0 && unit < units.length - 1) {
      value = Long.divideUnsigned(value, 1024);
      unit++;
    }
    return new Pretty(value, units[unit]);
  }

  public static void setPretty(Element element, long bytes) {
    Pretty pretty = pretty(bytes);
    element.set("unit", pretty.unit());
    element.setText(Long.toUnsignedString(pretty.value()));
  }
}
