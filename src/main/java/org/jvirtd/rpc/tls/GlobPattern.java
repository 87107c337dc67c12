package org.jvirtd.rpc.tls;

/**
 * A pattern as libvirt's lists of allowed names have them: {@code *} stands for any characters, or
 * none, {@code ?} for exactly one, everything else for itself. The whole text has to match, and
 * upper and lower case differ.
 */
public final class GlobPattern {
  private final int[] pattern;

  public GlobPattern(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** Takes time in proportion to both lengths at most, whatever the pattern. */
  public boolean matches(String text) {
    int[] characters = text.codePoints().toArray();
    int at = 0;
    int next = 0;
    int star = -1;
    int starAt = 0;
    while (at < characters.length) {
      if (next < pattern.length && pattern[next] == '*') {
        star = next++;
        starAt = at;
      } else if (next < pattern.length
          && (pattern[next] == '?' || pattern[next] == characters[at])) {
        next++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more; an earlier one need not, as it took the least.
        next = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (next < pattern.length && pattern[next] == '*') {
      next++;
    }
    return next == pattern.length;
  }
}
