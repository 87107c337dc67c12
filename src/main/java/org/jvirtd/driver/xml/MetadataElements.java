package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** Elements that applications keep in a definition, one per namespace. */
public final class MetadataElements {

  /** The namespace that every document has, with the prefix "xml". */
  private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  private MetadataElements() {}

  /** The element of a namespace, written without that namespace; null where there is none. */
  public static @Nullable String text(List<XmlElement> metadata, String namespace) {
    for (XmlElement element : metadata) {
      if (namespace.equals(element.namespace())) {
        return XmlWriter.writeVerbatim(stripped(element, namespace));
      }
    }
    return null;
  }

  /**
   * The metadata with the element of one namespace replaced, added, or taken away.
   *
   * @param key the prefix under which the element declares the namespace
   * @param xml the element, in no namespace or any; null takes the namespace's away
   * @throws RpcException when it is not well formed, or cannot declare that prefix
   */
  public static List<XmlElement> replaced(
      List<XmlElement> metadata, String key, String namespace, @Nullable String xml) {
    List<XmlElement> changed = new ArrayList<>(metadata);
    changed.removeIf(element -> namespace.equals(element.namespace()));
    if (xml != null) {
      XmlElement element = XmlReader.read(xml, "(metadata_xml)", null, XmlLimits.DEFAULT);
      requireDeclarable(element, key, namespace);
      changed.add(declared(prefixed(element, key, namespace), key, namespace));
    }
    return changed;
  }

  /** {@code <metadata>} with what libvirt keeps of its content. */
  public static XmlElement kept(XmlElement metadata) {
    return new XmlElement(
        metadata.qualifiedName(),
        metadata.name(),
        metadata.namespace(),
        metadata.attributes(),
        List.copyOf(sanitized(metadata)));
  }

  /** The children in a namespace, the first of each. */
  public static List<XmlElement> sanitized(XmlElement metadata) {
    Set<String> seen = new HashSet<>();
    List<XmlElement> kept = new ArrayList<>();
    for (XmlNode node : metadata.content()) {
      if (node instanceof XmlElement element
          && element.namespace() != null
          && seen.add(element.namespace())) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static void requireDeclarable(XmlElement element, String key, String namespace) {
    if (!XmlScanner.isName(key) || key.indexOf(':') >= 0) {
      throw unusable("failed to validate prefix for a new XML namespace");
    }
    // A prefix that the element declares already is refused, even for the same namespace.
    boolean taken =
        element.attributes().stream()
            .anyMatch(attribute -> attribute.qualifiedName().equals("xmlns:" + key));
    if (taken || (key.equals("xml") && namespace.equals(XML_NAMESPACE))) {
      throw unusable("failed to create a new XML namespace");
    }
  }

  private static RpcException unusable(String detail) {
    return XmlFailure.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.XML, detail);
  }

  private static XmlElement declared(XmlElement element, String key, String namespace) {
    List<XmlElement.Attribute> attributes = new ArrayList<>(element.attributes());
    attributes.add(new XmlElement.Attribute("xmlns:" + key, "xmlns:" + key, namespace));
    return new XmlElement(
        element.qualifiedName(),
        element.name(),
        element.namespace(),
        List.copyOf(attributes),
        element.content());
  }

  /** Elements in no namespace come into the given one. */
  private static XmlElement prefixed(XmlElement element, String key, String namespace) {
    boolean bare = element.namespace() == null;
    List<XmlNode> content = new ArrayList<>(element.content().size());
    for (XmlNode node : element.content()) {
      content.add(node instanceof XmlElement child ? prefixed(child, key, namespace) : node);
    }
    return new XmlElement(
        bare ? key + ":" + element.name() : element.qualifiedName(),
        element.name(),
        bare ? namespace : element.namespace(),
        element.attributes(),
        List.copyOf(content));
  }

  /** Out of the namespace; what declares it within stays, as with libvirt. */
  private static XmlElement stripped(XmlElement element, String namespace) {
    List<XmlElement.Attribute> attributes = new ArrayList<>(element.attributes());
    for (XmlElement.Attribute attribute : element.attributes()) {
      if (attribute.declaresNamespace() && attribute.value().equals(namespace)) {
        attributes.remove(attribute);
        break;
      }
    }
    XmlElement bare = without(element, namespace);
    return new XmlElement(
        bare.qualifiedName(),
        bare.name(),
        bare.namespace(),
        List.copyOf(attributes),
        bare.content());
  }

  private static XmlElement without(XmlElement element, String namespace) {
    boolean own = namespace.equals(element.namespace());
    List<XmlNode> content = new ArrayList<>(element.content().size());
    for (XmlNode node : element.content()) {
      content.add(node instanceof XmlElement child ? without(child, namespace) : node);
    }
    return new XmlElement(
        own ? element.name() : element.qualifiedName(),
        element.name(),
        own ? null : element.namespace(),
        element.attributes(),
        List.copyOf(content));
  }
}
