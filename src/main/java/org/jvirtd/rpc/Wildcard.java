package org.jvirtd.rpc;

/**
 * A pattern in which {@code *} stands for any characters, none too, and {@code ?} for one. It takes
 * time in proportion to both lengths at worst, whatever they are made of.
 */
record Wildcard(String pattern) {

  boolean fits(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        starAt = at;
      } else if (in < pattern.length()
          && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        // The last star takes one more.
        in = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
