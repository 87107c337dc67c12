package org.jvirtd.driver.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** What a snapshot does with one disk of its domain. */
public record SnapshotDisk(Element element) {

  static final String NO = "no";
  static final String INTERNAL = "internal";
  static final String EXTERNAL = "external";
  static final String MANUAL = "manual";

  static final ValueType LOCATION = Values.oneOf(NO, INTERNAL, EXTERNAL, MANUAL);

  private static final Schema DRIVER =
      Schema.of("driver")
          .attribute("type", format())
          .joined(Disk.METADATA_CACHE)
          .onRead((source, driver) ->
              DiskBackingStore.completeCache(driver, "./metadata_cache/max_size"));

  static final Schema SCHEMA =
      Schema.of("disk")
          .attribute("name", Values.text())
          .attribute("snapshot", LOCATION)
          .defaulted("type", storageType(), "file")
          .child(Schema.flag("snapshotDeleteInProgress"))
          .child(DRIVER)
          .child("source", (disk, source) -> DiskSource.of(disk.get("type", "file")));

  private static ValueType storageType() {
    ValueType known =
        Values.oneOf("none", "file", "block", "dir", "network", "volume", "nvme", "vhostuser");
    return (raw, site) -> {
      String type = known.read(raw, site);
      if ("none".equals(type)) {
        throw site.bad(raw, "");
      }
      if ("volume".equals(type) || "dir".equals(type)) {
        throw SnapshotXml.invalid("unsupported disk snapshot type '" + type + "'");
      }
      return type;
    };
  }

  private static ValueType format() {
    return (raw, site) -> {
      if (raw.isEmpty()) {
        return null;
      }
      if (raw.equals("none") || !Disk.FORMATS.contains(raw)) {
        throw XmlFailure.of(
            ErrorCode.CONFIG_UNSUPPORTED,
            ErrorDomain.DOMAIN_SNAPSHOT,
            "unknown disk snapshot driver '" + raw + "'");
      }
      return raw;
    };
  }

  /** Reads what a client wants of a disk. */
  static SnapshotDisk read(XmlElement source, boolean redefine) {
    if (source.attribute("name") == null) {
      throw XmlFailure.of(
          ErrorCode.INTERNAL_ERROR,
          ErrorDomain.DOMAIN_SNAPSHOT,
          "missing name from disk snapshot element");
    }
    SnapshotDisk disk = new SnapshotDisk(SCHEMA.read(source));
    if (!redefine) {
      disk.element.removeAll("snapshotDeleteInProgress");
    }
    String path = disk.path();
    boolean local = !disk.type().equals("network");
    if (local && path != null && !path.startsWith("/")) {
      throw SnapshotXml.invalid("disk snapshot image path '" + path + "' must be absolute");
    }
    boolean placed = path != null || disk.element.child("driver") != null;
    if (disk.location() == null && placed) {
      disk.element.set("snapshot", EXTERNAL);
    }
    return disk;
  }

  /** A disk of which the client says nothing. */
  static SnapshotDisk of(String name, String location) {
    Element disk = new Element(SCHEMA);
    disk.set("name", name);
    disk.set("snapshot", location);
    disk.set("type", "file");
    return new SnapshotDisk(disk);
  }

  /** The disk's name in the guest; as long as a document is read, perhaps its source's path. */
  public String name() {
    return element.get("name", "");
  }

  /** Where its snapshot is: "no", "internal", "external", "manual"; null where that is open. */
  public @Nullable String location() {
    return element.get("snapshot");
  }

  /** The storage that holds what is written after the snapshot. */
  public String type() {
    return element.get("type", "file");
  }

  /** Where that storage is, null where that is open. */
  public @Nullable String path() {
    return DiskSource.place(element);
  }

  boolean isExternal() {
    return EXTERNAL.equals(location());
  }

  SnapshotDisk with(String name, String location) {
    Element copy = element.copy();
    copy.set("name", name);
    copy.set("snapshot", location);
    return new SnapshotDisk(copy);
  }

  SnapshotDisk withPath(String path) {
    Element copy = element.copy();
    copy.open("source").set("file", path);
    return new SnapshotDisk(copy);
  }

  /** As it is written: a type only where it says of what. */
  Element written() {
    if (path() != null || element.child("driver") != null) {
      return element;
    }
    Element copy = element.copy();
    copy.set("type", null);
    copy.removeAll("source");
    return copy;
  }
}
