package org.jvirtd.compat;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Makes documents that are nearly right out of such that are: something is left out, stands twice
 * or elsewhere, or says something odd. The same seed makes the same documents.
 */
final class XmlMutations {
  private static final int MOST_AT_A_TIME = 3;
  private static final List<String> ODD =
      List.of("", "0", "1", "-1", "x", "yes", "no", "65536", " 2", "2 ", "0x10", "1.5", "none");

  private enum Kind {
    LEAVE_OUT,
    REPEAT,
    SWAP,
    GRAFT,
    DROP_ATTRIBUTE,
    ODD_ATTRIBUTE,
    OTHER_ATTRIBUTE,
    ODD_TEXT
  }

  private final Random random;
  private final List<Document> documents = new ArrayList<>();

  /** What attributes of a name say anywhere, and elements that stand in parents of a name. */
  private final Map<String, List<String>> values = new HashMap<>();

  private final Map<String, List<Element>> children = new HashMap<>();

  XmlMutations(long seed, List<String> sources) throws Exception {
    this.random = new Random(seed);
    for (String source : sources) {
      Document document = parse(source);
      documents.add(document);
      for (Element element : elements(document)) {
        learn(element);
      }
    }
  }

  private static Document parse(String source) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
  }

  private void learn(Element element) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) element.getAttributes().item(i);
      values.computeIfAbsent(attribute.getName(), n -> new ArrayList<>()).add(attribute.getValue());
    }
    if (element.getParentNode() instanceof Element parent) {
      children.computeIfAbsent(parent.getTagName(), n -> new ArrayList<>()).add(element);
    }
  }

  /** The next document. */
  String next() throws Exception {
    Document document = (Document) any(documents).cloneNode(true);
    for (int left = 1 + random.nextInt(MOST_AT_A_TIME); left > 0; left--) {
      mutate(document, any(List.of(Kind.values())));
    }
    return text(document);
  }

  private void mutate(Document document, Kind kind) {
    List<Element> below = elements(document);
    Element element = any(below);
    boolean root = element.isSameNode(document.getDocumentElement());
    switch (kind) {
      case LEAVE_OUT -> {
        if (!root) {
          element.getParentNode().removeChild(element);
        }
      }
      case REPEAT -> {
        if (!root) {
          element.getParentNode().insertBefore(element.cloneNode(true), element);
        }
      }
      case SWAP -> {
        Node next = element.getNextSibling();
        while (next != null && !(next instanceof Element)) {
          next = next.getNextSibling();
        }
        if (!root && next != null) {
          element.getParentNode().insertBefore(next, element);
        }
      }
      case GRAFT -> {
        List<Element> others = children.getOrDefault(element.getTagName(), List.of());
        if (!others.isEmpty()) {
          element.appendChild(document.importNode(any(others), true));
        }
      }
      case DROP_ATTRIBUTE, ODD_ATTRIBUTE, OTHER_ATTRIBUTE -> mutateAttribute(element, kind);
      case ODD_TEXT -> {
        if (element.getElementsByTagName("*").getLength() == 0) {
          element.setTextContent(any(ODD));
        }
      }
    }
  }

  private void mutateAttribute(Element element, Kind kind) {
    int count = element.getAttributes().getLength();
    if (count == 0) {
      return;
    }
    Attr attribute = (Attr) element.getAttributes().item(random.nextInt(count));
    if (kind == Kind.DROP_ATTRIBUTE) {
      element.removeAttributeNode(attribute);
    } else if (kind == Kind.ODD_ATTRIBUTE) {
      attribute.setValue(any(ODD));
    } else {
      attribute.setValue(any(values.getOrDefault(attribute.getName(), ODD)));
    }
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static List<Element> elements(Document document) {
    NodeList all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  private static String text(Document document) throws Exception {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter out = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }
}
