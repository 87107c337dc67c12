package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.network.IpAddress;
import org.jvirtd.driver.network.NetworkDefinition.Route;
import org.jvirtd.driver.network.RouteReader;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** Addresses and routes of one side of an interface. */
final class GuestAddresses {

  private static final Schema IP =
      Schema.of("ip")
          .attributes(text(), "address", "family")
          .attribute("prefix", uint().unchecked())
          .attribute("peer", text())
          .onRead((source, ip) -> complete(ip));

  private static final Schema ROUTE =
      Schema.of("route")
          .attributes(text(), "family", "address", "netmask")
          .attribute("prefix", uint())
          .attribute("gateway", text())
          .attribute("metric", positive());

  private GuestAddresses() {}

  /**
   * Adds both to a kind of element.
   *
   * @param words what errors about routes call the place
   */
  static void add(Schema schema, String words) {
    schema
        .children(IP)
        .hooked(ROUTE)
        .before("route", (source, element) -> readRoutes(source, element, words));
  }

  /** The same, for elements of which only some have them. */
  static void readInto(XmlElement source, Element element, String words) {
    for (XmlElement ip : source.children("ip")) {
      element.add(IP.read(ip));
    }
    readRoutes(source, element, words);
  }

  static Schema ip() {
    return IP;
  }

  static Schema route() {
    return ROUTE;
  }

  private static void complete(Element ip) {
    String raw = ip.get("address");
    if (raw == null) {
      throw XmlFailure.invalid("Missing required address in <ip>");
    }
    String family = ip.get("family", "");
    IpAddress address = parse(raw, family);
    if (address == null) {
      throw XmlFailure.invalid("Invalid address '" + raw + "' in <ip>");
    }
    ip.set("family", address.v6() ? "ipv6" : "ipv4");
    ip.set("address", address.toString());
    String prefix = ip.get("prefix");
    if (prefix != null) {
      Long bits = Numbers.wrapping(prefix, 10);
      if (bits == null || bits > (address.v6() ? 128 : 32)) {
        throw XmlFailure.invalid("Invalid prefix value '" + prefix + "' in <ip>");
      }
      ip.set("prefix", bits == 0 ? null : Long.toString(bits));
    }
    String peer = ip.get("peer");
    if (peer != null) {
      IpAddress other = parse(peer, address.v6() ? "ipv6" : "ipv4");
      if (other == null) {
        throw XmlFailure.of(
            ErrorCode.INVALID_ARG, ErrorDomain.DOMAIN, "Invalid peer '" + peer + "' in <ip>");
      }
      ip.set("peer", other.toString());
    }
  }

  /** An address of a family, where one is given. */
  private static @Nullable IpAddress parse(String raw, String family) {
    IpAddress address = IpAddress.parse(raw);
    boolean other =
        address != null
            && ((family.equals("ipv4") && address.v6())
                || (family.equals("ipv6") && !address.v6()));
    return other ? null : address;
  }

  private static void readRoutes(XmlElement source, Element element, String words) {
    RouteReader reader = new RouteReader(words);
    for (XmlElement one : source.children("route")) {
      Route route = reader.read(one);
      Element read = element.add(new Element(ROUTE));
      read.set("family", route.family());
      read.set("address", route.address().toString());
      IpAddress netmask = route.netmask();
      read.set("netmask", netmask == null ? null : netmask.toString());
      read.set("prefix", route.prefix());
      read.set("gateway", route.gateway().toString());
      read.set("metric", route.metric());
    }
  }
}
