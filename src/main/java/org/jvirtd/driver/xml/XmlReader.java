package org.jvirtd.driver.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document that a client sent, and nothing else: there is no code here that could load a
 * file, open a connection, or expand an entity other than XML's own five and character references.
 * A DOCTYPE is skipped when it is a bare one; an internal subset is refused.
 *
 * <p>Not the JDK's parser, for its errors: clients of libvirt see libxml2's words, with the line
 * and a pointer to the place, and some of them look at them. The commonest of those errors are
 * equal here in word and place.
 *
 * <p>Time and memory are linear in the length of the document, whose limits are in {@link
 * XmlLimits}. An instance reads one document, on one thread.
 */
public final class XmlReader {

  private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  private final String origin;
  private final XmlScanner in;
  private final XmlText text;
  private final XmlLimits limits;
  private final Blanks blanks;
  private @Nullable Map<XmlElement, Integer> lines;

  /** What becomes of blanks that stand only where a document is indented. */
  public enum Blanks {
    KEPT,
    DROPPED
  }

  private XmlReader(String document, String origin, XmlLimits limits, Blanks blanks) {
    this.origin = origin;
    this.limits = limits;
    this.blanks = blanks;
    this.in = new XmlScanner(document, origin);
    this.text = new XmlText(in);
  }

  /**
   * Reads a document.
   *
   * @param origin what error texts call the document, such as "(domain_definition)"
   * @param root the name that its root element must have, null for any
   * @throws org.jvirtd.rpc.RpcException XML_DETAIL when it is not well formed or over a limit,
   *     XML_ERROR when it has another root element
   */
  public static XmlElement read(
      String document, String origin, @Nullable String root, XmlLimits limits) {
    return read(document, origin, root, limits, Blanks.KEPT);
  }

  /** The same, and says what becomes of blanks. */
  public static XmlElement read(
      String document, String origin, @Nullable String root, XmlLimits limits, Blanks blanks) {
    return read(document, origin, root, limits, new XmlReader(document, origin, limits, blanks));
  }

  /** A document, and where its elements begin: the line of each, from 1, by identity. */
  public record Located(XmlElement root, Map<XmlElement, Integer> lines) {}

  /** The same as {@link #read}, for who wants to name the place of an element. */
  public static Located readLocated(
      String document, String origin, @Nullable String root, XmlLimits limits) {
    return readLocated(document, origin, root, limits, Blanks.KEPT);
  }

  /** The same, and says what becomes of blanks. */
  @SuppressWarnings("IdentityHashMapUsage") // two elements that are equal stand in two places
  public static Located readLocated(
      String document, String origin, @Nullable String root, XmlLimits limits, Blanks blanks) {
    XmlReader reader = new XmlReader(document, origin, limits, blanks);
    Map<XmlElement, Integer> lines = new IdentityHashMap<>();
    reader.lines = lines;
    return new Located(read(document, origin, root, limits, reader), lines);
  }

  private static XmlElement read(
      String document, String origin, @Nullable String root, XmlLimits limits, XmlReader reader) {
    if (document.length() > limits.maxCharacters()) {
      throw XmlFailure.malformed(
          origin + ":1: Document is longer than " + limits.maxCharacters() + " characters\n");
    }
    XmlElement element = reader.document();
    if (root != null && !element.name().equals(root)) {
      throw XmlFailure.invalidValue(
          "expecting root element of '" + root + "', not '" + element.name() + "'");
    }
    return element;
  }

  private XmlElement document() {
    in.skip("\uFEFF");
    if (in.atEnd()) {
      throw in.failure("Document is empty");
    }
    XmlDeclaration.skip(in);
    prolog();
    if (!in.at("<")) {
      throw in.failure("Start tag expected, '<' not found");
    }
    XmlElement root = elements();
    misc();
    if (!in.atEnd()) {
      throw in.failure("Extra content at the end of the document");
    }
    return root;
  }

  private void prolog() {
    misc();
    if (in.at("<!DOCTYPE")) {
      documentType();
      misc();
    }
  }

  private void documentType() {
    while (!in.atEnd() && !in.at(">")) {
      if (in.at("[")) {
        throw in.failure("Document type declarations with content are not accepted");
      }
      if (in.at("\"") || in.at("'")) {
        in.quoted();
      } else {
        in.next();
      }
    }
    if (!in.skip(">")) {
      throw in.failure("DOCTYPE improperly terminated");
    }
  }

  private void misc() {
    while (true) {
      in.skipSpace();
      if (in.at("<!--")) {
        comment();
      } else if (in.at("<?")) {
        processingInstruction();
      } else {
        return;
      }
    }
  }

  private XmlNode.Verbatim comment() {
    in.skip("<!--");
    String text = in.until("-->");
    if (text == null) {
      in.skipAll();
      throw in.failure("Comment not terminated");
    }
    return new XmlNode.Verbatim("<!--" + text + "-->", "");
  }

  private XmlNode.Verbatim processingInstruction() {
    in.skip("<?");
    String target = in.name();
    if (target == null) {
      throw in.failure("xmlParsePI : no target name");
    }
    if (target.equalsIgnoreCase("xml")) {
      throw in.failure("XML declaration allowed only at the start of the document");
    }
    String text = in.until("?>");
    if (text == null) {
      throw in.failure("ParsePI: PI " + target + " never end ...");
    }
    return new XmlNode.Verbatim("<?" + target + text + "?>", "");
  }

  /** An element that is open: its end tag has not been read. */
  private static final class Open {
    final XmlElement element;
    final int line;
    final Map<String, String> namespaces;

    /** Whether there was text in it: then blanks in it are text too. */
    boolean mixed;

    Open(XmlElement element, int line, Map<String, String> namespaces) {
      this.element = element;
      this.line = line;
      this.namespaces = namespaces;
    }

    XmlElement element() {
      return element;
    }

    int line() {
      return line;
    }

    Map<String, String> namespaces() {
      return namespaces;
    }
  }

  /** Reads the root element and all below it, without recursion: depth is a limit, not a stack. */
  private XmlElement elements() {
    List<Open> stack = new ArrayList<>();
    while (true) {
      Open enclosing = stack.isEmpty() ? null : stack.getLast();
      if (enclosing != null && !in.at("<")) {
        characters(enclosing);
      } else if (in.at("</")) {
        Open closed = stack.removeLast();
        endTag(closed);
        if (stack.isEmpty()) {
          return closed.element();
        }
      } else if (enclosing != null && (in.at("<!") || in.at("<?"))) {
        enclosing.element().content().add(markup());
      } else {
        Open opened = startTag(enclosing);
        if (enclosing != null) {
          enclosing.element().content().add(opened.element());
        }
        if (in.skip("/>")) {
          if (enclosing == null) {
            return opened.element();
          }
        } else if (in.skip(">")) {
          push(stack, opened);
        } else {
          throw in.failure(
              "Couldn't find end of Start Tag "
                  + opened.element().qualifiedName()
                  + " line "
                  + opened.line());
        }
      }
    }
  }

  private void push(List<Open> stack, Open opened) {
    if (stack.size() >= limits.maxDepth()) {
      throw in.failure(
          "Excessive depth in document: " + limits.maxDepth() + " use XML_PARSE_HUGE option");
    }
    stack.add(opened);
  }

  private XmlNode.Verbatim markup() {
    if (in.at("<!--")) {
      return comment();
    }
    if (in.at("<?")) {
      return processingInstruction();
    }
    if (in.skip("<![CDATA[")) {
      String text = in.until("]]>");
      if (text == null) {
        throw in.failure("CData section not finished\n");
      }
      return new XmlNode.Verbatim("<![CDATA[" + text + "]]>", text);
    }
    in.skip("<");
    throw in.failure("StartTag: invalid element name");
  }

  private void characters(Open enclosing) {
    List<XmlNode> content = enclosing.element().content();
    String characters = text.characters();
    if (characters == null) {
      throw in.failure(
          "Premature end of data in tag "
              + enclosing.element().qualifiedName()
              + " line "
              + enclosing.line());
    }
    boolean indentation = text.wasBlank() && !enclosing.mixed && isIndentation(content);
    if (blanks == Blanks.KEPT || !indentation) {
      enclosing.mixed = true;
      content.add(new XmlNode.Text(characters));
    }
  }

  /** Whether blanks here are the indentation of a tag, as libxml2 guesses it. */
  private boolean isIndentation(List<XmlNode> content) {
    if (content.isEmpty()) {
      return !in.at("</");
    }
    return !isCharacterData(content.getFirst()) && !isCharacterData(content.getLast());
  }

  private static boolean isCharacterData(XmlNode node) {
    return node instanceof XmlNode.Text
        || (node instanceof XmlNode.Verbatim verbatim && verbatim.markup().startsWith("<!["));
  }

  private Open startTag(@Nullable Open enclosing) {
    int line = in.line();
    in.skip("<");
    String qualifiedName = in.name();
    if (qualifiedName == null) {
      throw in.failure("StartTag: invalid element name");
    }
    List<XmlElement.Attribute> attributes = attributes(qualifiedName, line);
    Map<String, String> namespaces =
        declared(attributes, enclosing == null ? Map.of() : enclosing.namespaces());
    int colon = qualifiedName.indexOf(':');
    String prefix = colon < 0 ? "" : qualifiedName.substring(0, colon);
    String namespace = prefix.equals("xml") ? XML_NAMESPACE : namespaces.get(prefix);
    boolean resolved = colon >= 0 && namespace != null;
    XmlElement element =
        new XmlElement(
            qualifiedName,
            resolved ? qualifiedName.substring(colon + 1) : qualifiedName,
            namespace == null || namespace.isEmpty() ? null : namespace,
            attributes,
            new ArrayList<>(4));
    if (lines != null) {
      lines.put(element, line);
    }
    return new Open(element, line, namespaces);
  }

  private Map<String, String> declared(
      List<XmlElement.Attribute> attributes, Map<String, String> outer) {
    if (attributes.stream().noneMatch(XmlElement.Attribute::declaresNamespace)) {
      return outer;
    }
    Map<String, String> namespaces = new HashMap<>(outer);
    for (XmlElement.Attribute attribute : attributes) {
      if (attribute.declaresNamespace()) {
        String name = attribute.qualifiedName();
        namespaces.put(name.equals("xmlns") ? "" : name.substring(6), attribute.value());
      }
    }
    // Every scope is a copy, so their number is bounded, or a small document could cost much.
    if (namespaces.size() > limits.maxNamespaces()) {
      throw in.failure("More than " + limits.maxNamespaces() + " namespaces in scope");
    }
    return namespaces;
  }

  private List<XmlElement.Attribute> attributes(String element, int line) {
    List<XmlElement.Attribute> attributes = new ArrayList<>(4);
    in.skipSpace();
    while (!in.at(">") && !in.at("/>") && !in.atEnd()) {
      String name = in.name();
      if (name == null) {
        throw in.failure("error parsing attribute name");
      }
      String value = text.attributeValue(name);
      if (attributes.stream().anyMatch(known -> known.qualifiedName().equals(name))) {
        throw in.failure("Attribute " + name + " redefined");
      }
      if (attributes.size() >= limits.maxAttributes()) {
        throw in.failure("More than " + limits.maxAttributes() + " attributes in tag " + element);
      }
      int colon = name.startsWith("xmlns") ? -1 : name.indexOf(':');
      attributes.add(new XmlElement.Attribute(name, name.substring(colon + 1), value));
      boolean spaced = in.skipSpace();
      if (!spaced && !in.at(">") && !in.at("/>")) {
        throw in.failure(
            in.atEnd()
                ? "Couldn't find end of Start Tag " + element + " line " + line
                : "attributes construct error");
      }
    }
    return attributes;
  }

  private void endTag(Open open) {
    in.skip("</");
    String name = in.name();
    in.skipSpace();
    boolean closed = in.skip(">");
    if (!closed) {
      throw in.failure("expected '>'");
    }
    if (!open.element().qualifiedName().equals(name)) {
      throw in.failure(
          "Opening and ending tag mismatch: "
              + open.element().qualifiedName()
              + " line "
              + open.line()
              + " and "
              + name);
    }
  }

  @Override
  public String toString() {
    return "XmlReader[" + origin + " at line " + in.line() + "]";
  }
}
