package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One element of a definition, in canonical form: only what its {@link Schema} knows, with checked
 * values and defaults filled in. It is changed while a document is read and completed, and never
 * again after {@link #freeze()}; from then on any thread may read it.
 */
public final class Element {

  private final Schema schema;
  private final Map<String, String> attributes;
  private List<Element> children;
  private @Nullable String text;
  private @Nullable XmlElement verbatim;
  private boolean frozen;

  public Element(Schema schema) {
    this(schema, new LinkedHashMap<>(), new ArrayList<>(2));
  }

  private Element(Schema schema, Map<String, String> attributes, List<Element> children) {
    this.schema = schema;
    this.attributes = attributes;
    this.children = children;
  }

  public Schema schema() {
    return schema;
  }

  public String name() {
    return schema.name();
  }

  /** The value of an attribute, null where there is none. */
  public @Nullable String get(String attribute) {
    return attributes.get(attribute);
  }

  /** The value of an attribute, or what stands for its absence. */
  public String get(String attribute, String absent) {
    return attributes.getOrDefault(attribute, absent);
  }

  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  public boolean is(String attribute, String value) {
    return value.equals(attributes.get(attribute));
  }

  public @Nullable String text() {
    return text;
  }

  /** What the schema keeps exactly as it was written: metadata. */
  public @Nullable XmlElement verbatim() {
    return verbatim;
  }

  public boolean isEmpty() {
    return attributes.isEmpty() && children.isEmpty() && text == null && verbatim == null;
  }

  public List<Element> children() {
    return Collections.unmodifiableList(children);
  }

  public List<Element> children(String name) {
    List<Element> found = new ArrayList<>(children.size());
    for (Element child : children) {
      if (child.name().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  /** The first child of that name, null where there is none. */
  public @Nullable Element child(String name) {
    for (Element child : children) {
      if (child.name().equals(name)) {
        return child;
      }
    }
    return null;
  }

  /** The element at the end of a path of first children. */
  public @Nullable Element at(String... path) {
    Element element = this;
    for (String name : path) {
      element = element.child(name);
      if (element == null) {
        return null;
      }
    }
    return element;
  }

  /** The attribute of the element at the end of a path, null where either is missing. */
  public @Nullable String valueAt(String attribute, String... path) {
    Element element = at(path);
    return element == null ? null : element.get(attribute);
  }

  public void set(String attribute, @Nullable String value) {
    requireOpen();
    if (value == null) {
      attributes.remove(attribute);
    } else {
      attributes.put(attribute, value);
    }
  }

  public void setText(@Nullable String text) {
    requireOpen();
    this.text = text;
  }

  public void setVerbatim(@Nullable XmlElement verbatim) {
    requireOpen();
    this.verbatim = verbatim;
  }

  public Element add(Element child) {
    requireOpen();
    children.add(child);
    return child;
  }

  public void add(int index, Element child) {
    requireOpen();
    children.add(index, child);
  }

  public void replace(int index, Element child) {
    requireOpen();
    children.set(index, child);
  }

  public void removeAt(int index) {
    requireOpen();
    children.remove(index);
  }

  /** The place of a child among all, by identity: two children may be equal. */
  @SuppressWarnings("ReferenceEquality")
  public int indexOf(Element child) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) == child) {
        return i;
      }
    }
    return -1;
  }

  public void removeIf(Predicate<Element> unwanted) {
    requireOpen();
    children.removeIf(unwanted);
  }

  /** Removes the children of that name that come after the first few. */
  public void keepFirst(String name, int count) {
    requireOpen();
    List<Element> kept = new ArrayList<>(children.size());
    int seen = 0;
    for (Element child : children) {
      if (!child.name().equals(name) || seen++ < count) {
        kept.add(child);
      }
    }
    children = kept;
  }

  public void removeAll(String name) {
    removeIf(child -> child.name().equals(name));
  }

  /** The first child of that schema's name; made where there is none. */
  public Element ensure(Schema childSchema) {
    Element child = child(childSchema.name());
    return child != null ? child : add(new Element(childSchema));
  }

  /**
   * The first child of that name as a copy that can be changed, put in the place of the child; made
   * where there is none.
   */
  public Element open(String name) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name().equals(name)) {
        Element copy = children.get(i).copy();
        replace(i, copy);
        return copy;
      }
    }
    return add(kind(name));
  }

  /**
   * A new element of the kind that this one may have as a child of that name. It is not a child
   * yet.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public Element kind(String name) {
    return new Element(schema.childKind(this, name));
  }

  /** A copy that can be changed, with its own attributes and the same frozen children. */
  public Element copy() {
    Element copy = new Element(schema, new LinkedHashMap<>(attributes), new ArrayList<>(children));
    copy.text = text;
    copy.verbatim = verbatim;
    return copy;
  }

  /** A copy that can be changed all through. */
  public Element deepCopy() {
    Element copy = copy();
    copy.children.replaceAll(Element::deepCopy);
    return copy;
  }

  /** A copy of this element in another schema's form: what that one does not know stays unseen. */
  public Element as(Schema other) {
    Element copy = new Element(other, new LinkedHashMap<>(attributes), new ArrayList<>(children));
    copy.text = text;
    return copy;
  }

  /** Ends all change, here and below. */
  public Element freeze() {
    if (!frozen) {
      frozen = true;
      children = List.copyOf(children);
      children.forEach(Element::freeze);
    }
    return this;
  }

  private void requireOpen() {
    if (frozen) {
      throw new IllegalStateException("the definition of <" + name() + "> is complete");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Element element
        && schema == element.schema
        && attributes.equals(element.attributes)
        && children.equals(element.children)
        && Objects.equals(text, element.text)
        && Objects.equals(verbatim, element.verbatim);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name(), attributes, children, text);
  }

  @Override
  public String toString() {
    return "<" + name() + attributes + (text == null ? "" : text) + children + ">";
  }
}
