package org.jvirtd.driver.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;

/** What the readers of pools, their sources and volumes do alike. */
final class Parts {
  /** A site for values whose errors do not name the place. */
  private static final ValueType.Site NOWHERE = new ValueType.Site("", "");

  private Parts() {}

  /** The text of the first child of that name, null where it is missing or "". */
  static @Nullable String text(XmlElement parent, String child) {
    XmlElement element = parent.child(child);
    String text = element == null ? "" : element.text();
    return text.isEmpty() ? null : text;
  }

  /** An attribute of the first child of that name, null where it is missing or "". */
  static @Nullable String attribute(XmlElement parent, String child, String attribute) {
    XmlElement element = parent.child(child);
    return element == null ? null : filled(element.attribute(attribute));
  }

  static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Adds a child that holds a text, or, if the text is null, none. */
  static void addText(Element parent, String child, @Nullable String text) {
    if (text != null) {
      parent.add(parent.kind(child)).setText(text);
    }
  }

  /** Adds a child with one attribute, or, if its value is null, none. */
  static void addValue(Element parent, String child, String attribute, @Nullable String value) {
    if (value != null) {
      parent.add(parent.kind(child)).set(attribute, value);
    }
  }

  /** Reads the first child of that name, where there is one. */
  static void addFirst(Element parent, XmlElement source, Schema kind) {
    XmlElement child = source.child(kind.name());
    if (child != null) {
      Element read = kind.read(child);
      if (!read.isEmpty()) {
        parent.add(read);
      }
    }
  }

  /** Reads all children of that name. */
  static void addAll(Element parent, XmlElement source, Schema kind) {
    for (XmlElement child : source.children(kind.name())) {
      parent.add(kind.read(child));
    }
  }

  static @Nullable String read(ValueType type, String raw) {
    return type.read(raw, NOWHERE);
  }

  /** The text of the first child of that name. */
  static @Nullable String text(Element parent, String child) {
    Element element = parent.child(child);
    return element == null ? null : element.text();
  }

  /**
   * A word as the format of a pool's source or of a volume.
   *
   * @param formats the words that there are; empty where there is no format at all
   * @param fallback the word for none
   * @param what what the error calls it
   */
  static @Nullable String format(
      @Nullable String word, List<String> formats, String fallback, String what) {
    if (formats.isEmpty()) {
      return null;
    }
    if (word == null) {
      return fallback;
    }
    if (!formats.contains(word)) {
      throw StorageFailure.unsupported("unknown " + what + " format type " + word);
    }
    return word;
  }
}
