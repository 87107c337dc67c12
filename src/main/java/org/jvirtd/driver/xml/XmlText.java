package org.jvirtd.driver.xml;

import org.jspecify.annotations.Nullable;

/** Character data of a document: texts, values of attributes, and the references in them. */
final class XmlText {

  private final XmlScanner in;
  private boolean blank;

  XmlText(XmlScanner in) {
    this.in = in;
  }

  /** The text up to the next markup, null where the document ends before. */
  @Nullable String characters() {
    StringBuilder text = new StringBuilder();
    blank = true;
    while (!in.at("<")) {
      if (in.atEnd()) {
        return null;
      }
      blank &= in.isSpace(0);
      if (in.at("&")) {
        text.appendCodePoint(reference());
      } else if (in.at("]]>")) {
        throw in.failure("Sequence ']]>' not allowed in content");
      } else {
        text.append(in.character());
      }
    }
    return text.toString();
  }

  /** Whether the last text was nothing but spaces and line ends, written as such. */
  boolean wasBlank() {
    return blank;
  }

  /** The value of an attribute, from the sign behind its name to the closing quote. */
  String attributeValue(String name) {
    in.skipSpace();
    if (!in.skip("=")) {
      throw in.failure("Specification mandates value for attribute " + name);
    }
    in.skipSpace();
    if (!in.at("\"") && !in.at("'")) {
      throw in.failure("AttValue: \" or ' expected");
    }
    String quote = String.valueOf(in.next());
    StringBuilder value = new StringBuilder();
    while (!in.skip(quote)) {
      if (in.atEnd()) {
        throw in.failure("AttValue: ' expected");
      }
      if (in.at("<")) {
        throw in.failure("Unescaped '<' not allowed in attributes values");
      }
      if (in.at("&")) {
        value.appendCodePoint(reference());
      } else {
        char c = in.character();
        value.append(c == '\n' || c == '\t' ? ' ' : c);
      }
    }
    return value.toString();
  }

  private int reference() {
    if (in.at("&#")) {
      return characterReference();
    }
    in.skip("&");
    String name = in.name();
    if (name == null) {
      throw in.failure("xmlParseEntityRef: no name");
    }
    if (!in.skip(";")) {
      throw in.failure("EntityRef: expecting ';'");
    }
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> throw in.failure("Entity '" + name + "' not defined");
    };
  }

  private int characterReference() {
    in.skip("&#");
    boolean hexadecimal = in.skip("x");
    int radix = hexadecimal ? 16 : 10;
    int value = 0;
    while (!in.at(";")) {
      int digit = in.atEnd() ? -1 : Character.digit(in.peek(), radix);
      if (digit < 0) {
        throw in.failure(
            hexadecimal
                ? "xmlParseCharRef: invalid hexadecimal value"
                : "xmlParseCharRef: invalid decimal value");
      }
      in.next();
      value = Math.min(value * radix + digit, Character.MAX_CODE_POINT + 1);
    }
    in.skip(";");
    if (!XmlScanner.isCharacter(value)) {
      throw in.failure("xmlParseCharRef: invalid xmlChar value " + value);
    }
    return value;
  }
}
