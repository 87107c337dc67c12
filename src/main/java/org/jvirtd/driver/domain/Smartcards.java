package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <smartcard>}: the host's, made of certificates, or passed through; and its reader. */
final class Smartcards {

  static final Schema SCHEMA =
      Schema.of("smartcard")
          .required("mode", oneOf("host", "host-certificates", "passthrough"))
          .attribute("type", text())
          .children(Schema.text("certificate", filled()))
          .child(Schema.text("database", filled()))
          .with(CharacterDevices.SOURCE)
          .with(DeviceParts::info)
          .onRead(Smartcards::completeOne);

  private Smartcards() {}

  private static void completeOne(XmlElement source, Element card) {
    if (card.is("mode", "passthrough")) {
      if (!card.has("type")) {
        throw XmlFailure.invalid("passthrough mode requires a character device type attribute");
      }
      String type = card.get("type", "");
      if (!CharacterDevices.isSourceType(type)) {
        throw XmlFailure.unsupported(
            "unknown type presented to host for character device: " + type);
      }
      card.removeAll("certificate");
      card.removeAll("database");
    } else {
      card.set("type", null);
      card.removeAll("source");
      card.removeAll("protocol");
      card.removeAll("log");
    }
    if (card.is("mode", "host-certificates")) {
      if (card.children("certificate").size() != 3) {
        throw XmlFailure.invalid("host-certificates mode needs exactly three certificates");
      }
    } else {
      card.removeAll("certificate");
      card.removeAll("database");
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
