package org.jvirtd.driver.xml;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorDomain;

/** Sizes with a unit: read in any of libvirt's units, written in KiB. */
public final class ScaledSize {

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
          Long bytes = bytes(source.text(), source.attribute("unit"), path, 1024);
          if (bytes != null) {
            element.set("unit", "KiB");
            element.setText(Long.toString(toKib(bytes)));
          }
        })
        .text((raw, site) -> null);
  }

  public static long toKib(long bytes) {
    return bytes / 1024 + (bytes % 1024 == 0 ? 0 : 1);
  }

  /** The text of an element and its unit, in bytes; null where there is no text. */
  public static @Nullable Long bytes(XmlElement source, String path, long scale) {
    return bytes(source.text(), source.attribute("unit"), path, scale);
  }

  public static @Nullable Long bytes(String raw, @Nullable String unit, String path, long scale) {
    if (raw.isEmpty()) {
      return null;
    }
    Long value = Numbers.unsigned(raw, 10);
    if (value == null) {
      throw XmlFailure.invalidValue(
          "Invalid value '" + raw + "' for element or attribute '" + path + "'");
    }
    return scaled(value, unit == null ? "" : unit, scale);
  }

  /** A number in a unit, in bytes; {@code defaultScale} where the unit is "". */
  public static long scaled(long value, String unit, long defaultScale) {
    long scale = unit.isEmpty() ? defaultScale : scaleOf(unit);
    if (value != 0 && Long.compareUnsigned(value, Long.MAX_VALUE / scale) > 0) {
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
    while (value != 0 && value % 1024 == 0 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return new Pretty(value, units[unit]);
  }

  public static void setPretty(Element element, long bytes) {
    Pretty pretty = pretty(bytes);
    element.set("unit", pretty.unit());
    element.setText(Long.toString(pretty.value()));
  }
}
