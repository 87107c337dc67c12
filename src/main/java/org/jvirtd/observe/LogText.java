package org.jvirtd.observe;

/** What comes from outside, made fit for a line of the log. */
public final class LogText {
  private static final int MOST_CHARACTERS = 200;

  private LogText() {}

  /** What comes from outside, on one line and not too long. */
  public static String of(String text) {
    return of(text, MOST_CHARACTERS);
  }

  /** The same, of at most so many characters. */
  public static String of(String text, int most) {
    String shown = text.length() > most ? text.substring(0, most) : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
