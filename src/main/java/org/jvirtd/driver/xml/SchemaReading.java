package org.jvirtd.driver.xml;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.SchemaPart.Occurrence;
import org.jvirtd.rpc.RpcException;

/** Reads elements of a document by their schemas: attributes, text, children, then hooks. */
final class SchemaReading {

  private SchemaReading() {}

  static Element read(Schema schema, XmlElement source) {
    Element element = new Element(schema);
    ReadingPlan plan = schema.plan();
    for (SchemaPart.Attribute item : plan.attributes()) {
      if (item.owners().test(element)) {
        attribute(source, element, item);
      }
    }
    text(schema, source, element);
    if (schema.isVerbatim()) {
      element.setVerbatim(source.standalone());
    }
    for (ReadingPlan.Step step : plan.steps()) {
      run(step.before(), source, element);
      if (step.part().owners().test(element)) {
        part(source, element, step.part());
      }
      run(step.after(), source, element);
    }
    run(plan.hooks(), source, element);
    return element;
  }

  private static void run(
      List<BiConsumer<XmlElement, Element>> hooks, XmlElement source, Element element) {
    for (BiConsumer<XmlElement, Element> hook : hooks) {
      hook.accept(source, element);
    }
  }

  private static void part(XmlElement source, Element element, SchemaPart part) {
    switch (part) {
      case SchemaPart.Attribute attribute -> attribute(source, element, attribute);
      case SchemaPart.Child child when child.occurrence() != Occurrence.HOOKED ->
          children(source, element, child);
      case SchemaPart.Child hooked -> {}
    }
  }

  private static void attribute(XmlElement source, Element element, SchemaPart.Attribute item) {
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

  private static void children(XmlElement source, Element element, SchemaPart.Child item) {
    List<XmlElement> found = source.children(item.name());
    if (item.occurrence() == Occurrence.JOINED && found.size() > 1) {
      found = List.of(XmlElement.joined(found));
    }
    for (XmlElement child : found) {
      if (item.occurrence() == Occurrence.LAST) {
        element.removeAll(item.name());
      }
      if (!child(element, item, child) || item.occurrence() == Occurrence.FIRST) {
        return;
      }
    }
  }

  /** Reads one child; false where children of that name have no place in the element. */
  private static boolean child(Element element, SchemaPart.Child item, XmlElement child) {
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
