package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * The strict reading of a document, for clients that ask for it (VIR_DOMAIN_DEFINE_VALIDATE): what
 * a {@link Schema} would drop in silence is an error here, and so is a value that it would refuse.
 *
 * <p>libvirt validates against RELAX NG files of its own. The tables of ours are what we read by,
 * so they refuse the same typing errors; the line of the error that says which one is ours, and
 * names the place, which libxml2's does not.
 */
public final class SchemaValidation {

  private final XmlReader.Located document;
  private final String schemaFile;

  private SchemaValidation(XmlReader.Located document, String schemaFile) {
    this.document = document;
    this.schemaFile = schemaFile;
  }

  /**
   * Validates a document.
   *
   * @param schemaFile what the error calls the schema
   * @throws RpcException XML_INVALID_SCHEMA at the first element, attribute, text or value that is
   *     not in the schema, a missing attribute, or an element that stands once too often
   */
  public static void validate(XmlReader.Located document, Schema schema, String schemaFile) {
    new SchemaValidation(document, schemaFile).element(document.root(), schema);
  }

  /**
   * Validates a document whose parts may stand in any order, with the words that libxml2 has for
   * that: it names the part, and nothing in it. What is no part ends its look at the document.
   *
   * @param order the names of the parts, in the order in which libxml2 looks at them
   * @throws RpcException XML_INVALID_SCHEMA for the first part that is not valid, or for what is
   *     none
   */
  public static void validateParts(
      XmlReader.Located document, Schema schema, List<String> order, String schemaFile) {
    new SchemaValidation(document, schemaFile).parts(schema, order);
  }

  private void parts(Schema schema, List<String> order) {
    XmlElement root = document.root();
    List<XmlElement> parts = new ArrayList<>();
    String stranger = null;
    for (XmlNode node : root.content()) {
      if (node instanceof XmlElement element && isPart(element, order)) {
        parts.add(element);
      } else if (node instanceof XmlElement element) {
        stranger = element.name();
        break;
      } else if (node instanceof XmlNode.Text(String text) && !text.isBlank()) {
        stranger = "text";
        break;
      }
    }
    for (String name : order) {
      if (!isValid(schema, parts.stream().filter(part -> part.name().equals(name)).toList())) {
        throw invalid(
            "Extra element %s in interleave\nElement %s failed to validate content"
                .formatted(name, root.name()));
      }
    }
    if (stranger != null) {
      throw invalid("Element %s has extra content: %s".formatted(root.name(), stranger));
    }
    for (XmlElement.Attribute attribute : root.attributes()) {
      if (!attribute.declaresNamespace()) {
        throw invalid(
            "Invalid attribute %s for element %s".formatted(attribute.name(), root.name()));
      }
    }
  }

  private static boolean isPart(XmlElement element, List<String> order) {
    return element.namespace() == null && order.contains(element.name());
  }

  private boolean isValid(Schema schema, List<XmlElement> parts) {
    if (parts.isEmpty()) {
      return true;
    }
    XmlElement part = parts.getFirst();
    Schema kind = schema.childKind(new Element(schema), part.name());
    try {
      Element _ = element(part, kind);
      return parts.size() == 1;
    } catch (RpcException e) {
      return false;
    }
  }

  /**
   * Demands a child of a document's root, beside what {@link #validate} does.
   *
   * @throws RpcException XML_INVALID_SCHEMA if it is missing
   */
  public static void requireChild(XmlReader.Located document, String name, String schemaFile) {
    if (document.root().child(name) == null) {
      throw new SchemaValidation(document, schemaFile)
          .invalid(document.root(), "must have a <" + name + ">");
    }
  }

  /** Depth is bounded by {@link XmlLimits}. */
  private Element element(XmlElement source, Schema schema) {
    Element read = new Element(schema);
    if (!schema.isVerbatim()) {
      attributes(source, schema, read);
      text(source, schema, read);
      children(source, schema, read);
      for (String name : schema.needed()) {
        if (source.child(name) == null) {
          throw invalid(source, "must have an element <" + name + ">");
        }
      }
    }
    return read;
  }

  private void attributes(XmlElement source, Schema schema, Element read) {
    for (XmlElement.Attribute attribute : source.attributes()) {
      String name = attribute.qualifiedName();
      boolean known =
          attribute.declaresNamespace()
              || schema.mayHaveAttribute(name)
              || schema.attributeParts().stream().anyMatch(item -> item.name().equals(name));
      if (!known) {
        throw invalid(source, "may not have an attribute '" + name + "'");
      }
    }
    for (SchemaPart.Attribute item : schema.attributeParts()) {
      String raw = source.attribute(item.name());
      if (raw != null) {
        String what = "attribute '" + item.name() + "'";
        read.set(item.name(), value(source, item.type().strict(), raw, item.name(), what));
      } else if (item.required()) {
        throw invalid(source, "must have an attribute '" + item.name() + "'");
      } else {
        read.set(item.name(), item.fallback());
      }
    }
  }

  private void text(XmlElement source, Schema schema, Element read) {
    StringBuilder text = new StringBuilder();
    for (XmlNode node : source.content()) {
      switch (node) {
        case XmlNode.Text(String value) -> text.append(value);
        case XmlNode.Verbatim verbatim -> text.append(verbatim.text());
        case XmlElement element -> {}
      }
    }
    ValueType type = schema.textType();
    if (type != null) {
      read.setText(value(source, type.strict(), text.toString(), schema.name(), "text"));
    } else if (!schema.mayHaveText() && !text.toString().isBlank()) {
      throw invalid(source, "may not have a text");
    }
  }

  private @Nullable String value(
      XmlElement source, ValueType type, String raw, String attribute, String what) {
    try {
      return type.read(raw, new ValueType.Site(source.name(), attribute));
    } catch (RpcException e) {
      throw invalid(source, "has the value '" + raw + "' as its " + what + ", which is not valid");
    }
  }

  private void children(XmlElement source, Schema schema, Element read) {
    List<XmlElement> open = new ArrayList<>();
    for (XmlNode node : source.content()) {
      if (node instanceof XmlElement child) {
        open.add(child);
      }
    }
    // In the order of the schema, as documents are read: kinds may depend on what stands before.
    for (SchemaPart.Child item : schema.childParts()) {
      if (item.owners().test(read)) {
        children(source, item, open, read);
      }
    }
    for (XmlElement child : open) {
      if (!schema.mayHave(child)) {
        throw invalid(child, "has no place in <" + source.qualifiedName() + ">");
      }
    }
  }

  /** Validates the children that an item means, and takes them from those that are open. */
  private void children(
      XmlElement source, SchemaPart.Child item, List<XmlElement> open, Element read) {
    boolean seen = false;
    for (Iterator<XmlElement> left = open.iterator(); left.hasNext(); ) {
      XmlElement child = left.next();
      Schema kind = isMeant(child, item) ? kind(item, read, child) : null;
      if (kind != null) {
        if (seen && !item.isRepeatable()) {
          throw invalid(child, "may stand only once in <" + source.qualifiedName() + ">");
        }
        seen = true;
        read.add(element(child, kind));
        left.remove();
      }
    }
  }

  private static boolean isMeant(XmlElement child, SchemaPart.Child item) {
    return child.namespace() == null && child.name().equals(item.name());
  }

  private @Nullable Schema kind(SchemaPart.Child item, Element read, XmlElement child) {
    try {
      return item.chooser().choose(read, child);
    } catch (RpcException e) {
      throw invalid(child, "is of no kind that there is: " + e.getMessage());
    }
  }

  private RpcException invalid(XmlElement element, String what) {
    Integer line = document.lines().get(element);
    return invalid(
        "Line %s: element <%s> %s"
            .formatted(line == null ? "?" : line, element.qualifiedName(), what));
  }

  private RpcException invalid(String what) {
    return XmlFailure.of(
        ErrorCode.XML_INVALID_SCHEMA,
        ErrorDomain.XML,
        "Unable to validate doc against %s\n%s\n".formatted(schemaFile, what));
  }
}
