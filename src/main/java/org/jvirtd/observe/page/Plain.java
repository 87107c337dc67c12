package org.jvirtd.observe.page;

/**
 * Text that others have chosen, such as names of domains and clients, made fit to be shown: of a
 * bounded length, and without characters that cannot be seen or that turn the text around them.
 * (That it is no markup is the browser's part: it is only ever set as text.)
 */
final class Plain {
  private static final int MAX_CHARS = 80;
  private static final char ELLIPSIS = '\u2026';
  private static final char REPLACEMENT = '\uFFFD';

  private Plain() {}

  static String text(String any) {
    StringBuilder plain = new StringBuilder(Math.min(any.length(), MAX_CHARS));
    int at = 0;
    while (at < any.length()) {
      if (plain.length() >= MAX_CHARS - 1) {
        return plain.append(ELLIPSIS).toString();
      }
      int point = any.codePointAt(at);
      plain.appendCodePoint(isShown(point) ? point : REPLACEMENT);
      at += Character.charCount(point);
    }
    return plain.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          // Among these are the marks that turn the direction of writing.
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
