package org.jvirtd.driver.network;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.XmlElement;

/** How libvirt's network code looks at attributes. */
final class SourceValues {

  private SourceValues() {}

  /** An attribute; "" counts as absent, as with libvirt's XPath strings. */
  static @Nullable String filled(XmlElement source, String attribute) {
    String value = source.attribute(attribute);
    return value == null || value.isEmpty() ? null : value;
  }

  /** An attribute of the first child of that name; "" counts as absent. */
  static @Nullable String filledIn(XmlElement source, String child, String attribute) {
    XmlElement element = source.child(child);
    return element == null ? null : filled(element, attribute);
  }

  /** The text of the first child of that name; "" counts as absent. */
  static @Nullable String text(XmlElement source, String child) {
    XmlElement element = source.child(child);
    String text = element == null ? "" : element.text();
    return text.isEmpty() ? null : text;
  }

  /** An attribute that says yes in any case. */
  static boolean saysYes(XmlElement source, String attribute) {
    return "yes".equalsIgnoreCase(source.attribute(attribute));
  }
}
