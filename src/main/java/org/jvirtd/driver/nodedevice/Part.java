package org.jvirtd.driver.nodedevice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.XmlWriter;

/**
 * One fact about a device, in canonical form: an element with its attributes, and a text or further
 * facts. Most facts mean nothing to a driver but that they are there.
 */
record Part(
    String name,
    Map<String, String> attributes,
    @Nullable String text,
    @Nullable List<Part> parts) {

  /** An element that holds a text. */
  static Part text(String name, Object text) {
    return new Part(name, Map.of(), text.toString(), null);
  }

  /** An element with attributes, given as names and values in turn; null values are left out. */
  static Part empty(String name, @Nullable Object... attributes) {
    return new Part(name, pairs(attributes), null, null);
  }

  /** An element that holds others; it has an end tag even without any. */
  static Part of(String name, List<Part> parts, @Nullable Object... attributes) {
    return new Part(name, pairs(attributes), null, List.copyOf(parts));
  }

  /** An element with attributes and a text, or without one. */
  static Part named(String name, @Nullable String text, @Nullable Object... attributes) {
    return new Part(name, pairs(attributes), text, null);
  }

  private static Map<String, String> pairs(@Nullable Object... attributes) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      if (value != null) {
        pairs.put(String.valueOf(attributes[i]), value.toString());
      }
    }
    return pairs;
  }

  /** Collects facts in the order in which they are written. */
  static final class Facts {
    private final List<Part> parts = new ArrayList<>();

    void add(Part part) {
      parts.add(part);
    }

    void text(String name, Object value) {
      parts.add(Part.text(name, value));
    }

    void textIf(String name, @Nullable Object value) {
      if (value != null) {
        text(name, value);
      }
    }

    List<Part> parts() {
      return parts;
    }
  }

  void write(XmlWriter out) {
    String content = text;
    List<Part> children = parts;
    if (content != null && attributes.isEmpty()) {
      out.textElement(name, content);
      return;
    }
    out.startTag(name);
    attributes.forEach(out::attribute);
    if (content != null) {
      out.endWithText(name, content);
    } else if (children == null) {
      out.endEmptyTag();
    } else {
      out.endStartTag();
      children.forEach(child -> child.write(out));
      out.endTag(name);
    }
  }
}
