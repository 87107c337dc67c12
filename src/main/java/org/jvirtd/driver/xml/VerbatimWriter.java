package org.jvirtd.driver.xml;

import java.util.Locale;

/**
 * Writes an element of a document as libxml2 dumps it with formatting: an element's children get
 * lines of their own unless text stands among them.
 */
final class VerbatimWriter {

  private static final int LAST_ASCII = 0x7F;

  private VerbatimWriter() {}

  static void write(XmlElement element, StringBuilder out, int depth) {
    write(element, out, depth, true);
  }

  /**
   * @param indented whether children may stand on lines of their own: not so below any text
   */
  private static void write(XmlElement element, StringBuilder out, int depth, boolean indented) {
    out.append('<').append(element.qualifiedName());
    for (boolean declarations : new boolean[] {true, false}) {
      for (XmlElement.Attribute attribute : element.attributes()) {
        if (attribute.declaresNamespace() == declarations) {
          out.append(' ').append(attribute.qualifiedName()).append("=\"");
          escape(attribute.value(), out, true);
          out.append('"');
        }
      }
    }
    if (element.content().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    boolean lines =
        indented
            && element.content().stream()
                .noneMatch(node ->
                    node instanceof XmlNode.Text
                        || (node instanceof XmlNode.Verbatim v && v.markup().startsWith("<![")));
    for (XmlNode node : element.content()) {
      if (lines) {
        out.append('\n').repeat(' ', 2 * (depth + 1));
      }
      switch (node) {
        case XmlElement child -> write(child, out, depth + 1, lines);
        case XmlNode.Text(String text) -> escape(text, out, false);
        case XmlNode.Verbatim verbatim -> out.append(verbatim.markup());
      }
    }
    if (lines) {
      out.append('\n').repeat(' ', 2 * depth);
    }
    out.append("</").append(element.qualifiedName()).append('>');
  }

  private static void escape(String text, StringBuilder out, boolean attribute) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '\r' -> out.append("&#13;");
            case '"' -> out.append(attribute ? "&quot;" : "\"");
            case '\n' -> out.append(attribute ? "&#10;" : "\n");
            case '\t' -> out.append(attribute ? "&#9;" : "\t");
            default -> {
              // A part of a document has no encoding, which matters to libxml2 in attributes only.
              if (attribute && c > LAST_ASCII) {
                out.append("&#x")
                    .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                    .append(';');
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
  }
}
