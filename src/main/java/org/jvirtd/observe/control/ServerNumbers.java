package org.jvirtd.observe.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.TypedParameter;

/**
 * Numbers of a server that are to be changed: as virt-admin has them, and as the log shows them.
 */
final class ServerNumbers {
  private record Named(String name, String field, int value) {}

  private final List<Named> numbers = new ArrayList<>();

  /**
   * Adds one that is to be changed; null is left as it is.
   *
   * @param name what HTTP calls it
   * @param field what libvirt calls it
   */
  ServerNumbers with(String name, String field, @Nullable Integer value) {
    if (value != null) {
      numbers.add(new Named(name, field, value));
    }
    return this;
  }

  /**
   * @throws LibvirtException if there are none, or one is negative
   */
  List<TypedParameter> toChange() {
    if (numbers.isEmpty()) {
      throw invalid("nothing is named that is to be changed");
    }
    for (Named number : numbers) {
      if (number.value < 0) {
        throw invalid("%s is negative: %d".formatted(number.name, number.value));
      }
    }
    return numbers.stream()
        .map(number -> TypedParameter.ofUnsigned(number.field, number.value))
        .toList();
  }

  private static LibvirtException invalid(String detail) {
    return LibvirtException.of(ErrorCode.INVALID_ARG, ErrorDomain.NONE, detail);
  }

  /** For the log: " min=1 max=2". */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    numbers.forEach(
        number -> words.append(' ').append(number.name).append('=').append(number.value));
    return words.toString();
  }

  static Map<String, Long> shown(List<TypedParameter> now) {
    Map<String, Long> shown = new LinkedHashMap<>();
    now.forEach(parameter -> shown.put(parameter.field(), parameter.longValue()));
    return shown;
  }
}
