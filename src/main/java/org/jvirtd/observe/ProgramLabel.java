package org.jvirtd.observe;

import java.util.Locale;

/** What meters and traces call a program: "remote" for RemoteProgram. */
public final class ProgramLabel {
  private static final String SUFFIX = "Program";

  private ProgramLabel() {}

  /**
   * @param name of the interface that describes the program
   */
  public static String of(String name) {
    boolean suffixed = name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
    int end = suffixed ? name.length() - SUFFIX.length() : name.length();
    return name.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
