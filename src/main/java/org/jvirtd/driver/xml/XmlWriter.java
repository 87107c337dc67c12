package org.jvirtd.driver.xml;

import org.jspecify.annotations.Nullable;

/**
 * Writes a definition as libvirt does: two blanks per level, single quotes, one element per line.
 */
public final class XmlWriter {

  private final StringBuilder out = new StringBuilder(2048);
  private int depth;

  public XmlWriter() {}

  /** What has been written so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  /** The text of an element and all in it, with a line feed at the end. */
  public static String write(Element element, WriteMode mode) {
    XmlWriter writer = new XmlWriter();
    element.schema().write(element, writer, mode);
    return writer.out.toString();
  }

  /** An element as the client wrote it, with children on lines of their own. */
  public static String writeVerbatim(XmlElement element) {
    StringBuilder out = new StringBuilder();
    VerbatimWriter.write(element, out, 0);
    return out.toString();
  }

  int mark() {
    return out.length();
  }

  void rewind(int mark) {
    out.setLength(mark);
  }

  /** Begins an element: attributes may follow, then one of the ways to end the tag. */
  public void startTag(String name) {
    out.repeat(' ', 2 * depth).append('<').append(name);
    depth++;
  }

  public void attribute(String name, String value) {
    out.append(' ').append(name).append("='");
    escape(value);
    out.append('\'');
  }

  /** Ends a start tag; children follow. */
  public void endStartTag() {
    out.append(">\n");
  }

  public void endTag(String name) {
    depth--;
    out.repeat(' ', 2 * depth).append("</").append(name).append(">\n");
  }

  /** Ends a start tag of an element without anything in it. */
  public void endEmptyTag() {
    depth--;
    out.append("/>\n");
  }

  void text(String text) {
    out.append('>');
    escape(text);
  }

  void endTagAfterText(String name) {
    depth--;
    out.append("</").append(name).append(">\n");
  }

  /** The element that was begun last has been rewound. */
  void dropped() {
    depth--;
  }

  /** An element as the client wrote it, indented to its place. */
  public void verbatim(XmlElement element) {
    out.repeat(' ', 2 * depth);
    VerbatimWriter.write(element, out, depth);
    out.append('\n');
  }

  /** An attribute that is not written where it has no value. */
  public void attributeIf(String name, @Nullable Object value) {
    if (value != null) {
      attribute(name, value.toString());
    }
  }

  /** An element that holds a text and nothing else. */
  public void textElement(String name, String text) {
    startTag(name);
    text(text);
    endTagAfterText(name);
  }

  /** Ends a start tag with a text and the end tag. */
  public void endWithText(String name, String text) {
    text(text);
    endTagAfterText(name);
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        default -> {
          if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') {
            out.append(c);
          }
        }
      }
    }
  }
}
