package org.jvirtd.driver.xml;

import org.jspecify.annotations.Nullable;
import org.jvirtd.rpc.RpcException;

/** The characters of a document, the place in it, and errors that point at that place. */
final class XmlScanner {

  private final String document;
  private final String origin;
  private int position;
  private int line = 1;

  XmlScanner(String document, String origin) {
    this.document = document;
    this.origin = origin;
  }

  int line() {
    return line;
  }

  boolean atEnd() {
    return position >= document.length();
  }

  boolean at(String token) {
    return document.startsWith(token, position);
  }

  boolean isSpace(int ahead) {
    int index = position + ahead;
    return index < document.length() && isSpace(document.charAt(index));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  char peek() {
    return document.charAt(position);
  }

  char next() {
    char c = document.charAt(position++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  boolean skip(String token) {
    if (!at(token)) {
      return false;
    }
    position += token.length();
    return true;
  }

  boolean skipSpace() {
    int start = position;
    while (!atEnd() && isSpace(peek())) {
      next();
    }
    return position > start;
  }

  /** To the end of the document, which an error is about. */
  void skipAll() {
    while (!atEnd()) {
      next();
    }
  }

  /**
   * The text up to a token, which is skipped too; null, and nothing skipped, where it is absent.
   */
  @Nullable String until(String token) {
    int end = document.indexOf(token, position);
    if (end < 0) {
      return null;
    }
    StringBuilder text = new StringBuilder(end - position);
    while (position < end) {
      text.append(character());
    }
    position = end + token.length();
    return text.toString();
  }

  void quoted() {
    char quote = next();
    boolean closed = false;
    while (!closed && !atEnd()) {
      closed = next() == quote;
    }
  }

  /** One character of content; line ends are made one line feed, as XML 1.0 section 2.11 says. */
  char character() {
    char c = next();
    if (c == '\r') {
      if (!atEnd() && peek() == '\n') {
        return next();
      }
      return '\n';
    }
    if (Character.isHighSurrogate(c)) {
      if (atEnd() || !Character.isLowSurrogate(peek())) {
        position--;
        throw failure("Input is not proper UTF-8, indicate encoding !");
      }
      return c;
    }
    boolean lowHalf =
        Character.isLowSurrogate(c)
            && position >= 2
            && Character.isHighSurrogate(document.charAt(position - 2));
    if (!lowHalf && !isCharacter(c)) {
      position--;
      throw failure("PCDATA invalid Char value " + (int) c);
    }
    return c;
  }

  static boolean isCharacter(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  /** A name, null where none starts here. */
  @Nullable String name() {
    int start = position;
    while (!atEnd() && isNamePart(document.charAt(position), position == start)) {
      position++;
    }
    return position == start ? null : document.substring(start, position);
  }

  /** Whether all of it is a name. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isNamePart(text.charAt(i), i == 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isNamePart(char c, boolean first) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':') {
      return true;
    }
    boolean later = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7;
    if (later) {
      return !first;
    }
    return c >= 0xC0
        && c != 0xD7
        && c != 0xF7
        && !(c >= 0x2000 && c <= 0x206F)
        && !(c >= 0xE000 && c <= 0xF8FF)
        && !Character.isSurrogate(c)
        && c < 0xFFFE;
  }

  /** An error at the place where the scanner stands, in libvirt's frame: line, text, pointer. */
  RpcException failure(String message) {
    int at = Math.min(position, document.length());
    int start = at;
    while (start > 0 && start < document.length() && isLineEnd(document.charAt(start))) {
      start--;
    }
    while (start > 0 && !(start < document.length() && isLineEnd(document.charAt(start)))) {
      start--;
    }
    if (start < document.length() && isLineEnd(document.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < document.length() && !isLineEnd(document.charAt(end))) {
      end++;
    }
    String context = start >= end ? "(null)" : document.substring(start, end);
    StringBuilder pointer = new StringBuilder();
    for (int i = start; i < Math.min(at, end); i++) {
      pointer.append(document.charAt(i) == '\t' ? '\t' : '-');
    }
    return XmlFailure.malformed(
        origin + ":" + line + ": " + message + "\n" + context + "\n" + pointer + "^");
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
