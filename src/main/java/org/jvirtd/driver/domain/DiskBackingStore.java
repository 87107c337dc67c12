package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <backingStore>}: what an image is backed by, link by link; the last link says nothing. */
final class DiskBackingStore {

  private static final Schema FORMAT =
      Schema.of("format")
          .attribute("type", oneOf(Disk.FORMATS.toArray(String[]::new)).unchecked())
          .joined(Disk.METADATA_CACHE);

  static final Schema SCHEMA = schema();

  private DiskBackingStore() {}

  private static Schema schema() {
    Schema schema = Schema.of("backingStore");
    return schema
        .attribute("type", text())
        .hooked(FORMAT)
        .hooked("source", (store, source) -> DiskSource.of(store.get("type", "file")))
        .hooked("backingStore", (store, source) -> schema)
        .unkeptAttributes("index")
        .always()
        .onRead(DiskBackingStore::read);
  }

  private static void read(XmlElement document, Element store) {
    String type = store.get("type");
    if (type == null) {
      return;
    }
    XmlElement format = typed(document);
    if (format == null) {
      throw XmlFailure.invalid("missing disk backing store format");
    }
    XmlElement source = document.child("source");
    if (source == null) {
      throw XmlFailure.invalid("missing disk backing store source");
    }
    Schema kind = DiskSource.of(type);
    if (kind == null) {
      throw XmlFailure.invalid("unknown storage source type '" + type + "'");
    }
    Element read = store.add(FORMAT.read(format));
    if (!Disk.FORMATS.contains(read.get("type", ""))) {
      throw XmlFailure.invalid("unknown storage source format '" + read.get("type") + "'");
    }
    completeCache(read, "./format/metadata_cache/max_size");
    store.add(kind.read(source)).set("startupPolicy", null);
    XmlElement deeper = document.child("backingStore");
    if (deeper != null) {
      store.add(SCHEMA.read(deeper));
    }
  }

  private static @Nullable XmlElement typed(XmlElement document) {
    for (XmlElement format : document.children("format")) {
      String type = format.attribute("type");
      if (type != null && !type.isEmpty()) {
        return format;
      }
    }
    return null;
  }

  /** How much of an image's metadata is kept in memory, which is written in bytes. */
  static void completeCache(Element parent, String path) {
    Element size = parent.at("metadata_cache", "max_size");
    String raw = size == null ? null : size.text();
    if (size == null || raw == null) {
      return;
    }
    Long bytes = ScaledSize.positive(raw, size.get("unit"), path, 1, ScaledSize.UNBOUNDED);
    size.set("unit", bytes == null ? null : "bytes");
    size.setText(bytes == null ? null : Long.toUnsignedString(bytes));
  }
}
