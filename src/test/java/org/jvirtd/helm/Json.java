package org.jvirtd.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON that people read: what fits on a line stands on one. */
final class Json {
  private static final int WIDTH = 150;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> parse(String text) {
    try {
      return MAPPER.readValue(text, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, 0, 0);
    return out.append('\n').toString();
  }

  /** On one line. */
  static String compact(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map -> {
        StringBuilder out = new StringBuilder("{ ");
        map.forEach(
            (key, each) -> out.append(quoted(key)).append(": ").append(compact(each)).append(", "));
        yield out.substring(0, out.length() - 2) + " }";
      }
      case List<?> list -> {
        StringBuilder out = new StringBuilder("[");
        list.forEach(each -> out.append(compact(each)).append(", "));
        yield (list.isEmpty() ? out : out.substring(0, out.length() - 2)) + "]";
      }
      default -> quoted(value);
    };
  }

  /**
   * @param used columns that stand before the value on its line
   */
  private static void write(StringBuilder out, Object value, int indent, int used) {
    String line = compact(value);
    if (used + line.length() <= WIDTH && (indent > 0 || !(value instanceof Map))) {
      out.append(line);
      return;
    }
    switch (value) {
      case Map<?, ?> map -> {
        out.append("{\n");
        for (Iterator<? extends Map.Entry<?, ?>> it = map.entrySet().iterator(); it.hasNext(); ) {
          Map.Entry<?, ?> entry = it.next();
          String key = " ".repeat(indent + 2) + quoted(entry.getKey()) + ": ";
          out.append(key);
          write(out, entry.getValue(), indent + 2, key.length());
          out.append(it.hasNext() ? ",\n" : "\n");
        }
        out.append(" ".repeat(indent)).append("}");
      }
      case List<?> list -> {
        out.append("[\n");
        for (Iterator<?> it = list.iterator(); it.hasNext(); ) {
          out.append(" ".repeat(indent + 2));
          write(out, it.next(), indent + 2, indent + 2);
          out.append(it.hasNext() ? ",\n" : "\n");
        }
        out.append(" ".repeat(indent)).append("]");
      }
      default -> out.append(line);
    }
  }

  private static String quoted(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
