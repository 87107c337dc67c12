package org.jvirtd.observe.control;

/** What comes from outside, made fit for a line of the log. */
final class LogText {
  private static final int MOST_CHARACTERS = 200;

  private LogText() {}

  /** What comes from outside, on one line and not too long. */
  static String of(String text) {
    String shown = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
