package org.jvirtd.driver.xml;

/** Writes elements by their schemas: attributes and children in the schema's order. */
final class SchemaWriting {

  private SchemaWriting() {}

  static void write(Schema schema, Element element, XmlWriter out, WriteMode mode) {
    if (!schema.isWritten(element, mode)) {
      return;
    }
    XmlElement source = element.verbatim();
    if (source != null) {
      out.verbatim(source);
      return;
    }
    String name = schema.name();
    int mark = out.mark();
    out.startTag(name);
    int bare = out.mark();
    for (SchemaPart.Attribute item : schema.attributeParts()) {
      String value = element.get(item.name());
      if (value != null && item.isWritten(element, mode)) {
        out.attribute(item.name(), value);
      }
    }
    String content = element.text();
    if (content != null) {
      out.text(content);
      out.endTagAfterText(name);
      return;
    }
    boolean attributed = out.mark() > bare;
    int beforeChildren = out.mark();
    out.endStartTag();
    int inner = out.mark();
    if (schema.isMixed()) {
      element.children().forEach(child -> child.schema().write(child, out, mode));
    } else {
      children(schema, element, out, mode);
    }
    if (out.mark() > inner || schema.isOpen()) {
      out.endTag(name);
    } else if (attributed || schema.isAlways()) {
      out.rewind(beforeChildren);
      out.endEmptyTag();
    } else {
      out.rewind(mark);
      out.dropped();
    }
  }

  private static void children(Schema schema, Element element, XmlWriter out, WriteMode mode) {
    for (SchemaPart.Child item : schema.childParts()) {
      if (item.owners().test(element)) {
        for (Element child : element.children()) {
          if (child.name().equals(item.name())) {
            child.schema().write(child, out, mode);
          }
        }
      }
    }
  }
}
