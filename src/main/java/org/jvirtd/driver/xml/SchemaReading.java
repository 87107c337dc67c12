package org.jvirtd.driver.xml;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcException;

/** Reads elements of a document by their schemas: attributes, text, children, then hooks. */
final class SchemaReading {

  private SchemaReading() {}

  static Element read(Schema schema, XmlElement source) {
    Element element = new Element(schema);
    for (Schema.AttributeItem item : schema.attributeItems()) {
      attribute(source, element, item);
    }
    text(schema, source, element);
    if (schema.isVerbatim()) {
      element.setVerbatim(source.standalone());
    }
    for (Schema.ChildItem item : schema.readingOrder()) {
      run(schema.hooksBefore(item.name()), source, element);
      if (item.occurrence() != Schema.Occurrence.HOOKED && item.parents().test(element)) {
        children(source, element, item);
      }
      run(schema.hooksAfter(item.name()), source, element);
    }
    run(schema.hooks(), source, element);
    return element;
  }

  private static void run(
      List<BiConsumer<XmlElement, Element>> hooks, XmlElement source, Element element) {
    for (BiConsumer<XmlElement, Element> hook : hooks) {
      hook.accept(source, element);
    }
  }

  private static void attribute(XmlElement source, Element element, Schema.AttributeItem item) {
    String raw = source.attribute(item.name());
    ValueType.Site site = new ValueType.Site(source.name(), item.name());
    if (raw == null && item.required()) {
      throw site.missing();
    }
    String value = raw == null ? null : item.type().read(raw, site);
    if (value == null && raw == null) {
      value = item.fallback();
    }
    if (value != null) {
      element.set(item.name(), value);
    }
  }

  private static void text(Schema schema, XmlElement source, Element element) {
    ValueType type = schema.textType();
    if (type == null) {
      return;
    }
    String value = type.read(source.text(), new ValueType.Site(schema.name(), schema.name()));
    RpcException missing = value == null ? schema.textMissing() : null;
    if (missing != null) {
      throw missing;
    }
    element.setText(value);
  }

  private static void children(XmlElement source, Element element, Schema.ChildItem item) {
    List<XmlElement> found = source.children(item.name());
    if (item.occurrence() == Schema.Occurrence.JOINED && found.size() > 1) {
      found = List.of(XmlElement.joined(found));
    }
    for (XmlElement child : found) {
      if (item.occurrence() == Schema.Occurrence.LAST) {
        element.removeAll(item.name());
      }
      if (!child(element, item, child) || item.occurrence() == Schema.Occurrence.FIRST) {
        return;
      }
    }
  }

  /** Reads one child; false where children of that name have no place in the element. */
  private static boolean child(Element element, Schema.ChildItem item, XmlElement child) {
    @Nullable Schema schema = item.chooser().choose(element, child);
    if (schema == null) {
      return false;
    }
    Element read = schema.read(child);
    if (schema.isAlways() || !read.isEmpty()) {
      element.add(read);
    }
    return true;
  }
}
