package org.jvirtd.driver.xml;

/** Fills values into the texts of errors. */
public final class Wording {

  private Wording() {}

  /**
   * Puts the values in the places of %s, %d and %c, one after the other. What there are no values
   * for stays as it is: such texts come from libvirt, which has some that are wrong.
   */
  public static String fill(String text, Object... values) {
    StringBuilder filled = new StringBuilder(text.length() + 32);
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean place =
          text.charAt(i) == '%'
              && i + 1 < text.length()
              && "sdc".indexOf(text.charAt(i + 1)) >= 0
              && next < values.length;
      if (place) {
        filled.append(values[next++]);
        i++;
      } else {
        filled.append(text.charAt(i));
      }
    }
    return filled.toString();
  }
}
