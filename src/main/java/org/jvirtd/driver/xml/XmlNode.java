package org.jvirtd.driver.xml;

/** What an element of a document may contain. */
public sealed interface XmlNode permits XmlElement, XmlNode.Text, XmlNode.Verbatim {

  /** Character data, with its entities resolved. */
  record Text(String value) implements XmlNode {}

  /**
   * A comment, a processing instruction or a CDATA section.
   *
   * @param markup as it was written
   * @param text what it adds to the text of its element: only a CDATA section does
   */
  record Verbatim(String markup, String text) implements XmlNode {}
}
