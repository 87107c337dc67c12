package org.jvirtd.driver.xml;

/**
 * How much XML a client may send in one document.
 *
 * @param maxCharacters characters of a document; a string on the wire has at most 4 MiB (semantics
 *     section 1)
 * @param maxDepth elements inside each other; libxml2 stops at 256 too
 * @param maxAttributes attributes of one element
 * @param maxNamespaces namespace prefixes declared at one place of a document
 */
public record XmlLimits(int maxCharacters, int maxDepth, int maxAttributes, int maxNamespaces) {

  /** 4 Mi characters, 256 levels, 256 attributes, 64 namespaces. */
  public static final XmlLimits DEFAULT = new XmlLimits(4 * 1024 * 1024, 256, 256, 64);

  public XmlLimits {
    requirePositive("maxCharacters", maxCharacters);
    requirePositive("maxDepth", maxDepth);
    requirePositive("maxAttributes", maxAttributes);
    requirePositive("maxNamespaces", maxNamespaces);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
