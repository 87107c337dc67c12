package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.hex;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** {@code <adapter>}: the SCSI or Fibre Channel host that a pool's devices hang on. */
final class Adapter {
  static final String SCSI_HOST = "scsi_host";
  static final String FC_HOST = "fc_host";

  private static final Pattern WWN = Pattern.compile("(0x)?[0-9a-fA-F]{16}");
  private static final long MAX_UNSIGNED = 0xFFFF_FFFFL;

  /** A PCI address, always written whole; its function in decimal, for it has one digit. */
  private static final Schema ADDRESS =
      Schema.of("address")
          .defaulted("domain", hex(4), "0x0000")
          .defaulted("bus", hex(2), "0x00")
          .defaulted("slot", hex(2), "0x00")
          .defaulted("function", hex(1), "0x0")
          .attribute("multifunction", onOff(), (address, mode) -> false)
          .onRead(Adapter::checkAddress);

  private static final Schema PARENT_ADDRESS =
      Schema.of("parentaddr").attribute("unique_id", text()).child(ADDRESS);

  private static final Schema TYPED =
      Schema.of("adapter").attribute("type", oneOf(SCSI_HOST, FC_HOST));

  private static final Schema SCSI =
      Schema.of("adapter")
          .attribute("type", text())
          .attribute("name", text())
          .child(PARENT_ADDRESS);

  private static final Schema FIBRE_CHANNEL =
      Schema.of("adapter")
          .attribute("type", text())
          .attributes(text(), "parent", "parent_wwnn", "parent_wwpn", "parent_fabric_wwn")
          .attribute("managed", yesNo())
          .attributes(text(), "wwnn", "wwpn");

  private Adapter() {}

  /** The schema for an adapter as it stands in a document, for strict reading. */
  static Schema kind(XmlElement source) {
    String type = source.attribute("type");
    return FC_HOST.equals(type) ? FIBRE_CHANNEL : SCSI;
  }

  /**
   * Reads an adapter.
   *
   * @return null where it says nothing: without type and name
   */
  static @Nullable Element read(XmlElement source) {
    String type = source.attribute("type");
    if (type == null) {
      return readLegacy(source);
    }
    return TYPED.read(source).is("type", FC_HOST) ? FIBRE_CHANNEL.read(source) : readScsi(source);
  }

  /** An adapter of the time when there was one type only, and none was written. */
  private static @Nullable Element readLegacy(XmlElement source) {
    if (source.attribute("wwnn") != null
        || source.attribute("wwpn") != null
        || source.attribute("parent") != null) {
      throw StorageFailure.invalid(
          "Use of 'wwnn', 'wwpn', and 'parent' attributes requires use of the adapter 'type'");
    }
    if (source.child("parentaddr") != null) {
      throw StorageFailure.invalid(
          "Use of 'parentaddr' element requires use of the adapter 'type'");
    }
    String name = source.attribute("name");
    if (name == null) {
      return null;
    }
    Element adapter = new Element(SCSI);
    adapter.set("type", SCSI_HOST);
    adapter.set("name", name);
    return adapter;
  }

  private static Element readScsi(XmlElement source) {
    XmlElement parent = source.child("parentaddr");
    if (parent != null) {
      if (parent.child("address") == null) {
        throw StorageFailure.invalid("Missing scsi_host PCI address element");
      }
      Element adapter = SCSI.read(source);
      Element address = adapter.child("parentaddr");
      if (address != null) {
        address.set("unique_id", uniqueId(parent));
      }
      return adapter;
    }
    return SCSI.read(source);
  }

  private static String uniqueId(XmlElement parent) {
    String raw = parent.attribute("unique_id");
    Long id = raw == null ? null : Numbers.signed(raw, 10);
    if (id == null || id < 0 || id > Integer.MAX_VALUE) {
      throw StorageFailure.invalid("Missing or invalid scsi adapter 'unique_id' value");
    }
    return Long.toString(id);
  }

  private static void checkAddress(XmlElement source, Element address) {
    long domain = part(address, "domain");
    long bus = part(address, "bus");
    long slot = part(address, "slot");
    long function = part(address, "function");
    address.set("function", "0x" + function);
    if (domain == 0 && bus == 0 && slot == 0) {
      return;
    }
    require(bus <= 0xFF, "bus='0x" + Long.toHexString(bus) + "', must be <= 0xFF");
    require(slot <= 0x1F, "slot='0x" + Long.toHexString(slot) + "', must be <= 0x1F");
    require(function <= 7, "function=0x" + Long.toHexString(function) + ", must be <= 7");
  }

  private static void require(boolean valid, String what) {
    if (!valid) {
      throw XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.NONE, "Invalid PCI address " + what);
    }
  }

  private static long part(Element address, String name) {
    Long value = Numbers.unsigned(address.get(name, "0"), 0);
    return value == null ? 0 : value;
  }

  /**
   * Checks the adapter of a pool that must have one.
   *
   * @throws RpcException with libvirt's error
   */
  static void validate(@Nullable Element adapter) {
    if (adapter == null) {
      throw StorageFailure.invalid("missing storage pool source adapter");
    }
    if (adapter.is("type", FC_HOST)) {
      validateFibreChannel(adapter);
    } else {
      boolean named = adapter.has("name");
      boolean placed = adapter.child("parentaddr") != null;
      if (!named && !placed) {
        throw StorageFailure.invalid(
            "Either 'name' or 'parent' must be specified for the 'scsi_host' adapter");
      }
      if (named && placed) {
        throw StorageFailure.invalid(
            "Both 'name' and 'parent' cannot be specified for the 'scsi_host' adapter");
      }
    }
  }

  private static void validateFibreChannel(Element adapter) {
    String wwnn = adapter.get("wwnn");
    String wwpn = adapter.get("wwpn");
    if (wwnn == null || wwpn == null) {
      throw StorageFailure.invalid("'wwnn' and 'wwpn' must be specified for adapter type 'fchost'");
    }
    requireWwn(wwnn);
    requireWwn(wwpn);
    requirePair(adapter, "parent_wwnn", "parent_wwpn");
    requirePair(adapter, "parent_wwpn", "parent_wwnn");
    for (String attribute : new String[] {"parent_wwnn", "parent_wwpn", "parent_fabric_wwn"}) {
      String wwn = adapter.get(attribute);
      if (wwn != null) {
        requireWwn(wwn);
      }
    }
  }

  private static void requirePair(Element adapter, String one, String other) {
    if (adapter.has(one) && !adapter.has(other)) {
      throw StorageFailure.invalid(
          "when providing %s='%s', the %s must also be provided"
              .formatted(one, adapter.get(one), other));
    }
  }

  private static void requireWwn(String wwn) {
    if (!WWN.matcher(wwn).matches()) {
      throw XmlFailure.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, "Malformed wwn: " + wwn);
    }
  }

  /** Whether two adapters are the same host, as far as can be told without one. */
  static boolean same(Element one, Element other) {
    if (one.is("type", FC_HOST) && other.is("type", FC_HOST)) {
      return one.get("wwnn", "").equals(other.get("wwnn"))
          && one.get("wwpn", "").equals(other.get("wwpn"));
    }
    if (one.is("type", FC_HOST)) {
      return sameNumber(one.get("parent"), other.get("name"));
    }
    if (other.is("type", FC_HOST)) {
      return sameNumber(other.get("parent"), one.get("name"));
    }
    Element place = one.child("parentaddr");
    Element otherPlace = other.child("parentaddr");
    if (place != null && otherPlace != null) {
      return place.equals(otherPlace);
    }
    return sameNumber(one.get("name"), other.get("name"));
  }

  private static boolean sameNumber(@Nullable String one, @Nullable String other) {
    Long number = hostNumber(one);
    return number != null && number.equals(hostNumber(other));
  }

  /** The number in "scsi_host5", "fc_host5" or "host5". */
  private static @Nullable Long hostNumber(@Nullable String name) {
    for (String prefix : new String[] {"scsi_host", "fc_host", "host"}) {
      if (name != null && name.startsWith(prefix)) {
        Long number = Numbers.unsigned(name.substring(prefix.length()), 10);
        return number == null || number < 0 || number > MAX_UNSIGNED ? null : number;
      }
    }
    return null;
  }
}
