package org.jvirtd.driver.nodeinterface;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Address;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Bond;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Bridge;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Dhcp;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Ethernet;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Kind;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Link;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Monitor;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Protocol;
import org.jvirtd.driver.nodeinterface.InterfaceDefinition.Vlan;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.Wording;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** Reads {@code <interface>}, in the order in which libvirt does. */
final class InterfaceReader {

  private static final long MAX_MTU = 100_000;

  /** What an interface stands in; at the top, in nothing. */
  private enum Place {
    TOP,
    IN_BRIDGE,
    IN_BOND
  }

  private InterfaceReader() {}

  static InterfaceDefinition read(XmlElement source) {
    return read(source, Place.TOP);
  }

  private static InterfaceDefinition read(XmlElement source, Place place) {
    String type = Values.oneOf("ethernet", "bridge", "bond", "vlan").required(source, "type");
    boolean misplaced =
        switch (place) {
          case TOP -> false;
          case IN_BRIDGE -> type.equals("bridge");
          case IN_BOND -> !type.equals("ethernet");
        };
    if (misplaced) {
      throw invalid("interface has unsupported type '%s'", type);
    }
    String name = source.attribute("name");
    if (name == null) {
      throw invalid("interface has no name");
    }
    String startMode = null;
    long mtu = 0;
    List<Protocol> protocols = new ArrayList<>();
    if (place == Place.TOP) {
      startMode = startMode(source);
      mtu = mtu(source);
      source.children("protocol").forEach(one -> protocols.add(protocol(one)));
    }
    XmlElement linkSource = source.child("link");
    Link link = type.equals("bridge") || linkSource == null ? null : link(linkSource);
    Kind kind =
        switch (type) {
          case "bridge" -> bridge(part(source, "bridge"));
          case "bond" -> bond(part(source, "bond"));
          case "vlan" -> vlan(part(source, "vlan"));
          default -> new Ethernet(filledIn(source, "mac", "address"));
        };
    return new InterfaceDefinition(name, startMode, mtu, protocols, link, kind);
  }

  private static @Nullable String startMode(XmlElement source) {
    String mode = filledIn(source, "start", "mode");
    if (mode != null && !List.of("onboot", "hotplug", "none").contains(mode)) {
      throw invalid("unknown interface startmode %s", mode);
    }
    return mode;
  }

  private static long mtu(XmlElement source) {
    String raw = filledIn(source, "mtu", "size");
    Long mtu = raw == null ? Long.valueOf(0) : Numbers.unsigned32(raw, 10);
    if (mtu == null) {
      // libvirt fails without a word here.
      throw XmlFailure.of(
          ErrorCode.INTERNAL_ERROR,
          ErrorDomain.RPC,
          "the value of the 'size' attribute of 'mtu' element is not a number");
    }
    if (mtu > MAX_MTU) {
      throw invalid("value of the 'size' attribute of 'mtu' element must be at most 100000");
    }
    return mtu;
  }

  private static Protocol protocol(XmlElement source) {
    String family = source.attribute("family");
    if (family == null) {
      throw invalid("protocol misses the family attribute");
    }
    if (!family.equals("ipv4") && !family.equals("ipv6")) {
      throw invalid("unsupported protocol family '%s'", family);
    }
    XmlElement dhcpSource = source.child("dhcp");
    Dhcp dhcp = dhcpSource == null ? null : new Dhcp(Values.yesNo().of(dhcpSource, "peerdns"));
    List<Address> addresses = new ArrayList<>();
    for (XmlElement ip : source.children("ip")) {
      String address = ip.attribute("address");
      if (address != null) {
        String prefix = anyBase().of(ip, "prefix");
        addresses.add(new Address(address, prefix == null ? 0 : Integer.parseInt(prefix)));
      }
    }
    boolean autoconf = family.equals("ipv6") && source.child("autoconf") != null;
    return new Protocol(family, autoconf, dhcp, addresses, filledIn(source, "route", "gateway"));
  }

  /** A signed number of 32 bits in any C notation. */
  private static ValueType anyBase() {
    return (raw, site) -> {
      Long value = Numbers.signed(raw, 0);
      if (value == null || value != value.intValue()) {
        throw site.bad(raw, " Expected integer value");
      }
      return Long.toString(value);
    };
  }

  private static @Nullable Link link(XmlElement source) {
    String state =
        Values.oneOf(
                "", "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up")
            .hiding("")
            .of(source, "state");
    String speed = Values.uint().of(source, "speed");
    return new Link(speed == null ? 0 : Long.parseLong(speed), state);
  }

  private static XmlElement part(XmlElement source, String name) {
    XmlElement part = source.child(name);
    if (part == null) {
      throw invalid("%s interface misses the %s element", name, name);
    }
    return part;
  }

  private static Bridge bridge(XmlElement source) {
    String stp = source.attribute("stp");
    if (stp != null && !stp.equals("on") && !stp.equals("off")) {
      // libvirt notes an error, reads no further, and defines the interface all the same.
      return new Bridge(null, null, List.of());
    }
    return new Bridge(stp, source.attribute("delay"), members(source, Place.IN_BRIDGE));
  }

  private static List<InterfaceDefinition> members(XmlElement source, Place place) {
    List<InterfaceDefinition> members = new ArrayList<>();
    source.children("interface").forEach(one -> members.add(read(one, place)));
    return members;
  }

  private static Bond bond(XmlElement source) {
    String mode = filled(source, "mode");
    if (mode != null && !InterfaceSchema.BOND_MODES.contains(mode)) {
      throw invalid("unknown bonding mode %s", mode);
    }
    List<InterfaceDefinition> members = members(source, Place.IN_BOND);
    XmlElement mii = source.child("miimon");
    XmlElement arp = source.child("arpmon");
    Monitor monitor = mii != null ? mii(mii) : arp != null ? arp(arp) : null;
    return new Bond(mode, monitor, members);
  }

  private static Monitor mii(XmlElement source) {
    Integer frequency = number(source, "freq", "bond interface miimon freq missing or invalid");
    if (frequency == null) {
      throw invalid("bond interface miimon freq missing or invalid");
    }
    Integer down = number(source, "downdelay", "bond interface miimon downdelay invalid");
    Integer up = number(source, "updelay", "bond interface miimon updelay invalid");
    String carrier = filled(source, "carrier");
    if (carrier != null && !carrier.equals("ioctl") && !carrier.equals("netif")) {
      throw invalid("unknown mii bonding carrier %s", carrier);
    }
    return new Monitor.Mii(frequency, down == null ? 0 : down, up == null ? 0 : up, carrier);
  }

  private static Monitor arp(XmlElement source) {
    Integer interval =
        number(source, "interval", "bond interface arpmon interval missing or invalid");
    if (interval == null) {
      throw invalid("bond interface arpmon interval missing or invalid");
    }
    String target = filled(source, "target");
    if (target == null) {
      throw invalid("bond interface arpmon target missing");
    }
    String validate = filled(source, "validate");
    if (validate != null && !List.of("active", "backup", "all").contains(validate)) {
      throw invalid("unknown arp bonding validate %s", validate);
    }
    return new Monitor.Arp(interval, target, validate);
  }

  private static @Nullable Integer number(XmlElement source, String name, String error) {
    String raw = source.attribute(name);
    if (raw == null || raw.isEmpty()) {
      return null;
    }
    Long value = Numbers.signed(raw, 10);
    if (value == null || value != value.intValue()) {
      throw invalid(error);
    }
    return value.intValue();
  }

  private static Vlan vlan(XmlElement source) {
    String tag = filled(source, "tag");
    if (tag == null) {
      throw invalid("vlan interface misses the tag attribute");
    }
    String device = filledIn(source, "interface", "name");
    if (device == null) {
      throw invalid("vlan interface misses name attribute");
    }
    return new Vlan(tag, device);
  }

  /** An attribute; "" counts as absent, as with libvirt's XPath strings. */
  private static @Nullable String filled(XmlElement source, String attribute) {
    String value = source.attribute(attribute);
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable String filledIn(XmlElement source, String child, String attribute) {
    XmlElement element = source.child(child);
    return element == null ? null : filled(element, attribute);
  }

  private static RpcException invalid(String text, Object... values) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.INTERFACE, Wording.fill(text, values));
  }
}
