package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <smartcard>}: the host's, made of certificates, or passed through; and its reader. */
final class Smartcards {

  private static final int CERTIFICATES = 3;

  private static final ValueType TYPE =
      CharacterSources.type(raw ->
          XmlFailure.unsupported("unknown type presented to host for character device: " + raw));

  static final Schema SCHEMA =
      Schema.of("smartcard")
          .required("mode", oneOf("host", "host-certificates", "passthrough"))
          .attribute("type", TYPE, Smartcards::isPassedThrough)
          .children(Schema.text("certificate", text()).always(), Smartcards::isMade)
          .joined(Schema.text("database", filled()).always(), Smartcards::isMade)
          .unkept("certificate", "database")
          .before("certificate", Smartcards::requireParts)
          .after("database", (source, card) -> checkDatabase(card))
          .with(CharacterSources.of(Smartcards::isPassedThrough))
          .with(DeviceParts::info);

  private Smartcards() {}

  private static boolean isMade(Element card) {
    return card.is("mode", "host-certificates");
  }

  private static boolean isPassedThrough(Element card) {
    return card.is("mode", "passthrough");
  }

  private static void requireParts(XmlElement source, Element card) {
    if (isPassedThrough(card) && !card.has("type")) {
      throw XmlFailure.invalid("passthrough mode requires a character device type attribute");
    }
    if (isMade(card) && source.children("certificate").size() != CERTIFICATES) {
      throw XmlFailure.invalid("host-certificates mode needs exactly three certificates");
    }
  }

  private static void checkDatabase(Element card) {
    Element database = card.child("database");
    if (database == null) {
      return;
    }
    String path = database.text();
    // libvirt has no word for one without a path, and refuses it too.
    if (path == null || path.charAt(0) != '/') {
      throw XmlFailure.invalid("expecting absolute path: " + (path == null ? "" : path));
    }
  }

  /** Smart cards without an address get the next slot of the first reader. */
  static void complete(Element devices) {
    long highest = -1;
    for (Element card : devices.children("smartcard")) {
      Element address = card.child("address");
      if (address != null && address.is("type", "ccid") && address.is("controller", "0")) {
        highest = Math.max(highest, DeviceParts.number(address, "slot"));
      }
    }
    for (Element card : devices.children("smartcard")) {
      Element address = card.child("address");
      long controller = 0;
      if (address == null) {
        address = card.add(new Element(DeviceAddresses.CCID));
        address.set("type", "ccid");
        address.set("controller", "0");
        address.set("slot", Long.toString(++highest));
      } else if (address.is("type", "ccid")) {
        controller = DeviceParts.number(address, "controller");
      }
      Controllers.ensure(devices, "ccid", controller, null);
    }
  }
}
