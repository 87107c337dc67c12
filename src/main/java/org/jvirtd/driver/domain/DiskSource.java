package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.Authentication;
import org.jvirtd.driver.storage.Encryption;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** Where the content of a disk is: {@code <source>}, one kind for each type of storage. */
final class DiskSource {

  private static final ValueType STARTUP_POLICY = oneOf("mandatory", "requisite", "optional");

  private static final Schema RECONNECT =
      Schema.of("reconnect")
          .attribute("enabled", yesNo())
          .attribute("timeout", uint().unchecked())
          .onRead((source, reconnect) -> {
            if (reconnect.is("enabled", "yes")) {
              reconnect.set("timeout", uint().required(source, "timeout"));
            } else {
              reconnect.set("timeout", null);
            }
          });

  private static final Schema SLICE =
      Schema.of("slice").attributes(text(), "type", "offset", "size");

  private static final Schema SLICES =
      Schema.of("slices").hooked(SLICE).onRead(DiskSource::readSlice);

  private static final Schema FILE =
      source()
          .attribute("file", filled())
          .attribute("fdgroup", text())
          .with(DiskSource::common)
          .with(DiskSource::inOrder);

  private static final Schema BLOCK =
      source().attribute("dev", filled()).with(DiskSource::common).with(DiskSource::inOrder);

  private static final Schema DIR =
      source().attribute("dir", filled()).with(DiskSource::common).with(DiskSource::inOrder);

  private static final Schema VOLUME =
      source()
          .attributes(text(), "pool", "volume", "mode")
          .with(DiskSource::common)
          .before("auth", (source, volume) -> checkVolume(volume))
          // It is the pool's, which knows better.
          .onRead((source, volume) -> volume.removeAll("auth"))
          .with(DiskSource::inOrder);

  private static final Schema NVME =
      source()
          .attribute("type", text())
          .attribute("managed", yesNo().unchecked())
          .attribute("namespace", ulong().unchecked())
          .child(DeviceAddresses.PCI_OF_HOST)
          .with(DiskSource::common)
          .before("address", DiskSource::checkNvme)
          .with(DiskSource::inOrder);

  private static final Schema VHOST_USER =
      source()
          .attributes(text(), "type", "path")
          .child(RECONNECT)
          .with(DiskSource::common)
          .before("reconnect", (source, process) -> checkProcess(process))
          .with(DiskSource::inOrder);

  private static final Map<String, Schema> BY_TYPE =
      Map.of(
          "file", FILE,
          "block", BLOCK,
          "dir", DIR,
          "network", DiskNetworkSource.SCHEMA,
          "volume", VOLUME,
          "nvme", NVME,
          "vhostuser", VHOST_USER);

  private DiskSource() {}

  /** The source of a type of storage, null where there is no such type. */
  static @Nullable Schema of(String type) {
    return BY_TYPE.get(type);
  }

  /** How a client of a socket comes back when it has lost the server. */
  static Schema reconnect() {
    return RECONNECT;
  }

  private static Schema source() {
    return Schema.of("source");
  }

  /** What may be in a source of any kind. */
  static void common(Schema source) {
    source
        .joined(SLICES)
        .children(SecurityLabels.OF_DEVICE)
        .after("seclabel", (document, one) -> SecurityLabels.requireDifferent(one))
        .child(Authentication.SCHEMA)
        .child(Encryption.SCHEMA)
        .child(DiskReservations.SCHEMA)
        .attribute("startupPolicy", STARTUP_POLICY)
        .unkeptAttributes("index");
  }

  private static void inOrder(Schema source) {
    source.reads(
        "address", "reconnect", "auth", "encryption", "reservations", "slices", "seclabel");
  }

  /** What libvirt calls the disk's source in an error, null where it has no name for it. */
  static @Nullable String place(Element disk) {
    Element source = disk.child("source");
    if (source == null) {
      return null;
    }
    return switch (disk.get("type", "file")) {
      case "file" -> source.get("file");
      case "block" -> source.get("dev");
      case "dir" -> source.get("dir");
      case "network" -> DiskNetworkSource.imageName(source);
      case "volume" ->
          source.has("pool")
              ? "pool = '"
                  + source.get("pool", "")
                  + "', volume = '"
                  + source.get("volume", "")
                  + "'"
              : null;
      default -> null;
    };
  }

  /** Of the slices, the first one of storage is known; others are not looked at. */
  private static void readSlice(XmlElement source, Element slices) {
    for (XmlElement one : source.children("slice")) {
      if ("storage".equals(one.attribute("type"))) {
        Element slice = slices.add(SLICE.read(one));
        if (slice.get("offset", "").isEmpty() || slice.get("size", "").isEmpty()) {
          throw XmlFailure.invalid("missing offset or size attribute of slice");
        }
        for (String attribute : new String[] {"offset", "size"}) {
          String raw = slice.get(attribute, "");
          Long value = Numbers.unsigned(raw, 10);
          if (value == null) {
            throw XmlFailure.invalid(
                "malformed value '" + raw + "' of '" + attribute + "' attribute of slice");
          }
          slice.set(attribute, Long.toUnsignedString(value));
        }
        return;
      }
    }
  }

  /** A pool and a volume are named together. */
  static void checkVolume(Element volume) {
    boolean pool = volume.has("pool");
    if (pool != volume.has("volume")) {
      throw XmlFailure.invalid(
          "'pool' and 'volume' must be specified together for 'pool' type source");
    }
    String mode = volume.get("mode");
    if (!pool) {
      volume.set("mode", null);
    } else if (mode != null && !mode.equals("host") && !mode.equals("direct")) {
      throw XmlFailure.unsupported("unknown source mode '" + mode + "' for volume type disk");
    }
  }

  private static void checkNvme(XmlElement source, Element disk) {
    String type = disk.get("type");
    if (type == null) {
      throw XmlFailure.invalid("missing 'type' attribute to disk source");
    }
    if (!type.equals("pci")) {
      throw XmlFailure.invalid("unsupported source type '" + type + "'");
    }
    String namespace = disk.get("namespace");
    if (namespace == null) {
      throw XmlFailure.invalid("missing 'namespace' attribute to disk source");
    }
    Long number = Numbers.wrapping(namespace, 10, 64);
    if (number == null) {
      throw XmlFailure.invalid("malformed namespace '" + namespace + "'");
    }
    disk.set("namespace", Long.toUnsignedString(number));
    String managed = yesNo().of(source, "managed");
    disk.set("managed", managed == null ? "yes" : managed);
    if (source.child("address") == null) {
      throw XmlFailure.invalid("NVMe disk source is missing address");
    }
  }

  private static void checkProcess(Element process) {
    String type = process.get("type");
    if (type == null) {
      throw XmlFailure.invalid("missing 'type' attribute for vhostuser disk source");
    }
    if (!type.equals("unix")) {
      throw XmlFailure.invalid("invalid 'type' attribute for vhostuser disk source");
    }
    if (!process.has("path")) {
      throw XmlFailure.invalid("missing 'path' attribute for vhostuser disk source");
    }
  }
}
