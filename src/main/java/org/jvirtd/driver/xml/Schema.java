package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.SchemaPart.Occurrence;
import org.jvirtd.rpc.RpcException;

/**
 * One kind of element: its attributes and children in the order in which libvirt writes them, each
 * with the values that it may have. What a schema does not name is dropped when a document is read.
 *
 * <pre>{@code
 * static final Schema TARGET =
 *     Schema.of("target").required("dev", filled()).attribute("bus", oneOf("virtio", "scsi"));
 * }</pre>
 *
 * A schema is built once, in a static initializer, and only read afterwards.
 */
public final class Schema {

  /** Chooses the kind of a child from what its parent says and from how it was written. */
  @FunctionalInterface
  public interface Chooser {
    /** The child's kind, null where it has no place. */
    @Nullable Schema choose(Element parent, XmlElement child);
  }

  private final String name;
  private final List<SchemaPart.Attribute> attributes = new ArrayList<>();
  private final List<SchemaPart.Child> children = new ArrayList<>();
  private final ReadingPlan.Hooks hooks =
      new ReadingPlan.Hooks(new HashMap<>(), new HashMap<>(), new ArrayList<>());
  private final List<String> order = new ArrayList<>();
  private final Set<String> needed = new LinkedHashSet<>();
  private final Set<String> unkept = new HashSet<>();
  private final Set<String> unkeptAttributes = new HashSet<>();
  private final Set<String> extensions = new HashSet<>();
  private @Nullable ValueType text;
  private @Nullable BiPredicate<Element, WriteMode> when;
  private boolean always;
  private boolean open;
  private boolean mixed;
  private boolean verbatim;
  private boolean freeText;
  private volatile @Nullable ReadingPlan plan;
  private Supplier<@Nullable RpcException> textMissing = () -> null;

  private Schema(String name) {
    this.name = name;
  }

  public static Schema of(String name) {
    return new Schema(name);
  }

  /** An element without anything: its presence is all. */
  public static Schema flag(String name) {
    return new Schema(name).always();
  }

  /** An element that holds only text; absent when the text is. */
  public static Schema text(String name, ValueType type) {
    return new Schema(name).text(type);
  }

  /** An element that is kept exactly as it was written. */
  public static Schema verbatim(String name) {
    Schema schema = new Schema(name).always();
    schema.verbatim = true;
    return schema;
  }

  /** The same kind of element under another name. */
  public static Schema renamed(String name, Schema other) {
    Schema schema = new Schema(name);
    schema.attributes.addAll(other.attributes);
    schema.children.addAll(other.children);
    schema.hooks.whole().addAll(other.hooks.whole());
    schema.hooks.before().putAll(other.hooks.before());
    schema.hooks.after().putAll(other.hooks.after());
    schema.order.addAll(other.order);
    schema.extensions.addAll(other.extensions);
    schema.always = other.always;
    return schema;
  }

  public String name() {
    return name;
  }

  public Schema attribute(String attribute, ValueType type) {
    return add(new SchemaPart.Attribute(attribute, type, false, null, one -> true, null));
  }

  public Schema required(String attribute, ValueType type) {
    return add(new SchemaPart.Attribute(attribute, type, true, null, one -> true, null));
  }

  /** An attribute that gets a value when the document has none. */
  public Schema defaulted(String attribute, ValueType type, String fallback) {
    return add(new SchemaPart.Attribute(attribute, type, false, fallback, one -> true, null));
  }

  /** An attribute that is written only under a condition. */
  public Schema attribute(
      String attribute, ValueType type, BiPredicate<Element, WriteMode> condition) {
    return add(new SchemaPart.Attribute(attribute, type, false, null, one -> true, condition));
  }

  /** An attribute that only some elements have, by what was read of them before. */
  public Schema attribute(String attribute, ValueType type, Predicate<Element> owners) {
    return add(new SchemaPart.Attribute(attribute, type, false, null, owners, null));
  }

  /** At most one child; further ones in a document are dropped. */
  public Schema child(Schema child) {
    return child(child, parent -> true);
  }

  /** A child that only some parents have; the others neither read nor write it here. */
  public Schema child(Schema child, Predicate<Element> owners) {
    return add(child, Occurrence.FIRST, owners);
  }

  /** A child whose kind depends on its surroundings. */
  public Schema child(String childName, Chooser chooser) {
    return add(childName, chooser, Occurrence.FIRST, parent -> true);
  }

  /** At most one child; what a document has in further ones is read as if it stood in the first. */
  public Schema joined(Schema child) {
    return joined(child, parent -> true);
  }

  /** The same, which only some parents have. */
  public Schema joined(Schema child, Predicate<Element> owners) {
    return add(child, Occurrence.JOINED, owners);
  }

  /** At most one child; of further ones in a document the last counts. */
  public Schema last(Schema child) {
    return add(child, Occurrence.LAST, parent -> true);
  }

  /** Any number of children. */
  public Schema children(Schema child) {
    return children(child, parent -> true);
  }

  /** Any number of children, which only some parents have. */
  public Schema children(Schema child, Predicate<Element> owners) {
    return add(child, Occurrence.ALL, owners);
  }

  public Schema children(String childName, Chooser chooser) {
    return add(childName, chooser, Occurrence.ALL, parent -> true);
  }

  /** Any number of children, which a hook reads. */
  public Schema hooked(Schema child) {
    return add(child, Occurrence.HOOKED, parent -> true);
  }

  public Schema hooked(String childName, Chooser chooser) {
    return add(childName, chooser, Occurrence.HOOKED, parent -> true);
  }

  private Schema add(SchemaPart.Attribute attribute) {
    attributes.add(attribute);
    return this;
  }

  private Schema add(Schema child, Occurrence occurrence, Predicate<Element> owners) {
    return add(child.name, (parent, source) -> child, occurrence, owners);
  }

  private Schema add(
      String childName, Chooser chooser, Occurrence occurrence, Predicate<Element> owners) {
    children.add(new SchemaPart.Child(childName, chooser, occurrence, owners));
    return this;
  }

  /** Several attributes of one type. */
  public Schema attributes(ValueType type, String... names) {
    for (String one : names) {
      attribute(one, type);
    }
    return this;
  }

  /** Children that are right in a document, whatever is in them, and are not kept. */
  public Schema unkept(String... names) {
    Collections.addAll(unkept, names);
    return this;
  }

  /** Attributes that are right in a document and are not kept. */
  public Schema unkeptAttributes(String... names) {
    Collections.addAll(unkeptAttributes, names);
    return this;
  }

  /** A text that is right in a document, and that a hook reads where it means something. */
  public Schema unkeptText() {
    this.freeText = true;
    return this;
  }

  /** Children that a document must have, for who reads it strictly. */
  public Schema needs(String... names) {
    Collections.addAll(needed, names);
    return this;
  }

  /** Namespaces whose elements are right in a document as children, and are not kept. */
  public Schema extensions(Set<String> namespaces) {
    extensions.addAll(namespaces);
    return this;
  }

  /** Adds what several kinds have in common. */
  public Schema with(Consumer<Schema> fragment) {
    fragment.accept(this);
    return this;
  }

  /** The element's own text. */
  public Schema text(ValueType type) {
    this.text = type;
    return this;
  }

  /** The element's own text, with the error for its absence. */
  public Schema requiredText(ValueType type, Supplier<@Nullable RpcException> missing) {
    this.text = type;
    this.textMissing = missing;
    return this;
  }

  /** Written even when nothing is in it. */
  public Schema always() {
    this.always = true;
    return this;
  }

  /** Written with a start tag and an end tag even when nothing is in it. */
  public Schema open() {
    this.always = true;
    this.open = true;
    return this;
  }

  /** Children are written as they stand, not kind by kind. */
  public Schema mixed() {
    this.mixed = true;
    return this;
  }

  /** Written only under a condition. */
  public Schema when(BiPredicate<Element, WriteMode> condition) {
    this.when = condition;
    return this;
  }

  /**
   * The order in which parts are read, where it is not that in which they are written: of several
   * errors a client sees the first. Attributes that are not named here, such as {@code "@type"},
   * are read before all these, children that are not named after them.
   */
  public Schema reads(String... names) {
    Collections.addAll(order, names);
    return this;
  }

  /** Checks the element before the children of a name, or an attribute ("@name"), are read. */
  public Schema before(String child, BiConsumer<XmlElement, Element> hook) {
    hooks.before().computeIfAbsent(child, name -> new ArrayList<>()).add(hook);
    return this;
  }

  /** Checks and completes the element when all children of a name have been read. */
  public Schema after(String child, BiConsumer<XmlElement, Element> hook) {
    hooks.after().computeIfAbsent(child, name -> new ArrayList<>()).add(hook);
    return this;
  }

  /** Checks and completes the element when it has been read; gets the element of the document. */
  public Schema onRead(BiConsumer<XmlElement, Element> hook) {
    hooks.whole().add(hook);
    return this;
  }

  /**
   * The kind of child that an element of this kind may have under a name, where a document would
   * say no more of it than that.
   *
   * @throws IllegalArgumentException if there is none
   */
  Schema childKind(Element parent, String childName) {
    for (SchemaPart.Child item : children) {
      if (item.name().equals(childName)) {
        XmlElement bare = new XmlElement(childName, childName, null, List.of(), List.of());
        Schema kind = item.chooser().choose(parent, bare);
        if (kind != null) {
          return kind;
        }
      }
    }
    throw new IllegalArgumentException("<" + name + "> has no <" + childName + ">");
  }

  List<SchemaPart.Attribute> attributeParts() {
    return attributes;
  }

  List<SchemaPart.Child> childParts() {
    return children;
  }

  @Nullable ValueType textType() {
    return text;
  }

  boolean mayHaveText() {
    return freeText;
  }

  Set<String> needed() {
    return needed;
  }

  boolean isVerbatim() {
    return verbatim;
  }

  boolean mayHave(XmlElement child) {
    return child.namespace() == null
        ? unkept.contains(child.name())
        : extensions.contains(child.namespace());
  }

  boolean mayHaveAttribute(String attribute) {
    return unkeptAttributes.contains(attribute);
  }

  /** How an element is read; made at the first reading, when all parts are known. */
  ReadingPlan plan() {
    ReadingPlan made = plan;
    if (made == null) {
      made = ReadingPlan.of(attributes, children, order, hooks);
      plan = made;
    }
    return made;
  }

  boolean isAlways() {
    return always;
  }

  @Nullable RpcException textMissing() {
    return textMissing.get();
  }

  /** Reads an element of a document. */
  public Element read(XmlElement source) {
    return SchemaReading.read(this, source);
  }

  /** Writes an element of this kind. */
  void write(Element element, XmlWriter out, WriteMode mode) {
    SchemaWriting.write(this, element, out, mode);
  }

  boolean isWritten(Element element, WriteMode mode) {
    return when == null || when.test(element, mode);
  }

  boolean isMixed() {
    return mixed;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public String toString() {
    return "Schema[" + name + "]";
  }
}
