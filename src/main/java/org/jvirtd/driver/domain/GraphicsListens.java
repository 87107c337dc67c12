package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/**
 * {@code <listen>}: where a graphics server listens. What older versions had in attributes of the
 * device stands for the first of them.
 */
final class GraphicsListens {

  private GraphicsListens() {}

  /** The listens of a device that may have those of all types. */
  static Schema any() {
    return Schema.of("listen")
        .required("type", oneOf("none", "address", "network", "socket"))
        .attributes(text(), "address", "network", "socket")
        .always();
  }

  /** The listens of a device, which a hook reads before all else of it. */
  static Consumer<Schema> of(Schema kind) {
    return device -> device.hooked(kind).before("listen", (source, one) -> read(source, one, kind));
  }

  private static void read(XmlElement source, Element device, Schema kind) {
    boolean first = true;
    for (XmlElement listen : source.children("listen")) {
      device.add(complete(kind.read(listen), device, first ? source : null));
      first = false;
    }
    String socket = device.is("type", "vnc") ? source.attribute("socket") : null;
    Element older = new Element(kind);
    older.set("type", socket == null ? "address" : "socket");
    older.set("address", socket == null ? filled(source.attribute("listen")) : null);
    older.set("socket", socket);
    Element leading = device.child("listen");
    if (leading == null) {
      device.add(older);
    } else if (socket != null && (leading.is("type", "address") || leading.is("type", "network"))) {
      device.replace(device.indexOf(leading), older);
    }
  }

  /**
   * @param parent the device where the listen is its first one
   */
  private static Element complete(Element listen, Element device, @Nullable XmlElement parent) {
    String type = listen.get("type", "");
    boolean local = type.equals("none") || type.equals("socket");
    if (local && !device.is("type", "vnc") && !device.is("type", "spice")) {
      throw XmlFailure.unsupported(
          "listen type '%s' is not available for graphics type '%s'"
              .formatted(type, device.get("type", "")));
    }
    if (type.equals("address")) {
      merge(listen, "address", parent == null ? null : parent.attribute("listen"), "listen");
    }
    if (type.equals("socket")) {
      merge(listen, "socket", parent == null ? null : parent.attribute("socket"), "socket");
    }
    for (String attribute : new String[] {"address", "network", "socket"}) {
      listen.set(attribute, filled(listen.get(attribute)));
    }
    for (String attribute : new String[] {"network", "socket"}) {
      if (listen.has(attribute) && !type.equals(attribute)) {
        throw XmlFailure.invalid(
            "'%s' attribute is valid only for listen type '%s'".formatted(attribute, attribute));
      }
    }
    if (!type.equals("address")) {
      listen.set("address", null);
    }
    return listen;
  }

  private static void merge(Element listen, String name, @Nullable String older, String olderName) {
    String own = listen.get(name);
    if (own != null && older != null && !Objects.equals(own, older)) {
      throw XmlFailure.unsupported(
          ("graphics '%s' attribute '%s' must match '%s' attribute of first listen element"
                  + " (found '%s')")
              .formatted(olderName, older, name, own));
    }
    listen.set(name, own == null ? older : own);
  }

  private static @Nullable String filled(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  /** The first one, which says what the device's attributes say. */
  static Element first(Element device) {
    Element first = device.child("listen");
    return first == null ? device.add(device.kind("listen")) : first;
  }
}
