package org.jvirtd.driver.xml;

/** Paths as libvirt keeps them. */
public final class SanitizedPath {

  private SanitizedPath() {}

  /**
   * A path without slashes that say nothing: "/a//b/" is "/a/b". Two slashes at the beginning stay,
   * and so does all of a URI.
   */
  public static String of(String path) {
    int uri = path.indexOf("://");
    if (uri >= 0 && path.indexOf('/') > uri) {
      return path;
    }
    boolean twoSlashes = path.startsWith("//") && !path.startsWith("///");
    StringBuilder clean = new StringBuilder(path.length());
    String rest = twoSlashes ? path.substring(2) : path;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean repeated = c == '/' && i > 0 && rest.charAt(i - 1) == '/';
      if (!repeated) {
        clean.append(c);
      }
    }
    boolean trailing =
        clean.length() > (twoSlashes ? 0 : 1) && clean.charAt(clean.length() - 1) == '/';
    if (trailing) {
      clean.setLength(clean.length() - 1);
    }
    return twoSlashes ? "//" + clean : clean.toString();
  }
}
