package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element as a client wrote it. The names are those in the document; the namespace is resolved.
 *
 * @param qualifiedName the name with its prefix
 * @param name the local name; the qualified one where the prefix is not declared
 * @param namespace the namespace's URI, null outside any
 * @param attributes in the order of the document
 * @param content child elements, text and comments in the order of the document
 */
public record XmlElement(
    String qualifiedName,
    String name,
    @Nullable String namespace,
    List<Attribute> attributes,
    List<XmlNode> content)
    implements XmlNode {

  /**
   * An attribute.
   *
   * @param qualifiedName the name with its prefix
   * @param name the local name; for a namespace declaration the qualified one
   */
  public record Attribute(String qualifiedName, String name, String value) {
    boolean declaresNamespace() {
      return qualifiedName.equals("xmlns") || qualifiedName.startsWith("xmlns:");
    }
  }

  /** The value of an attribute, null where there is none. */
  public @Nullable String attribute(String wanted) {
    for (Attribute attribute : attributes) {
      if (!attribute.declaresNamespace() && attribute.name().equals(wanted)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** The child elements that are in no namespace: only they are libvirt's. */
  public List<XmlElement> children() {
    List<XmlElement> children = new ArrayList<>(content.size());
    for (XmlNode node : content) {
      if (node instanceof XmlElement element && element.namespace() == null) {
        children.add(element);
      }
    }
    return children;
  }

  /** The child elements of that name. */
  public List<XmlElement> children(String wanted) {
    List<XmlElement> children = new ArrayList<>();
    for (XmlNode node : content) {
      if (node instanceof XmlElement element
          && element.namespace() == null
          && element.name().equals(wanted)) {
        children.add(element);
      }
    }
    return children;
  }

  /** The first child element of that name, null where there is none. */
  public @Nullable XmlElement child(String wanted) {
    for (XmlNode node : content) {
      if (node instanceof XmlElement element
          && element.namespace() == null
          && element.name().equals(wanted)) {
        return element;
      }
    }
    return null;
  }

  /**
   * Several elements of one name as one: it has the children of all, the text of the first, and of
   * each attribute the first.
   */
  public static XmlElement joined(List<XmlElement> elements) {
    XmlElement first = elements.getFirst();
    List<Attribute> all = new ArrayList<>(first.attributes);
    List<XmlNode> everything = new ArrayList<>(first.content);
    for (XmlElement element : elements.subList(1, elements.size())) {
      everything.addAll(element.children());
      for (Attribute attribute : element.attributes) {
        if (all.stream().noneMatch(one -> one.qualifiedName().equals(attribute.qualifiedName()))) {
          all.add(attribute);
        }
      }
    }
    return new XmlElement(first.qualifiedName, first.name, first.namespace, all, everything);
  }

  /** All character data in the element and below it, "" where there is none. */
  public String text() {
    StringBuilder text = new StringBuilder();
    collectText(text);
    return text.toString();
  }

  private void collectText(StringBuilder text) {
    for (XmlNode node : content) {
      switch (node) {
        case XmlNode.Text(String value) -> text.append(value);
        case XmlNode.Verbatim verbatim -> text.append(verbatim.text());
        case XmlElement element -> element.collectText(text);
      }
    }
  }

  /**
   * The element as it can stand alone: namespaces of elements in it that are declared further out
   * are declared on itself, in the order of their use. So does libxml2 when it copies an element.
   */
  public XmlElement standalone() {
    Map<String, String> missing = new LinkedHashMap<>();
    collectUndeclared(Set.of(), missing);
    if (missing.isEmpty()) {
      return this;
    }
    List<Attribute> all = new ArrayList<>(attributes);
    missing.forEach((declaration, uri) -> all.add(new Attribute(declaration, declaration, uri)));
    return new XmlElement(qualifiedName, name, namespace, List.copyOf(all), content);
  }

  /** Depth is bounded by {@link XmlLimits}. */
  private void collectUndeclared(Set<String> outer, Map<String, String> missing) {
    Set<String> declared = new HashSet<>(outer);
    for (Attribute attribute : attributes) {
      if (attribute.declaresNamespace()) {
        declared.add(attribute.qualifiedName());
      }
    }
    String declaration = declarationOf(qualifiedName);
    if (namespace != null && !declared.contains(declaration)) {
      missing.putIfAbsent(declaration, namespace);
    }
    for (XmlNode node : content) {
      if (node instanceof XmlElement element) {
        element.collectUndeclared(declared, missing);
      }
    }
  }

  private static String declarationOf(String qualifiedName) {
    int colon = qualifiedName.indexOf(':');
    return colon < 0 ? "xmlns" : "xmlns:" + qualifiedName.substring(0, colon);
  }
}
