package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.ScaledSize;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/**
 * A volume's XML, in and out: what libvirt 9.0.0 keeps of it, which defaults it fills in, and the
 * order in which it checks and writes. What formats there are depends on the pool's type.
 */
public final class StorageVolumeXml {
  private static final String ORIGIN = "(storage_volume_definition)";
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/storagevol.rng";

  private static final WriteMode MODE = new WriteMode(true, true, false);

  /** The types of {@code virStorageVolType}; the first is the default. */
  private static final List<String> TYPES =
      List.of("file", "block", "dir", "network", "netdir", "ploop");

  /** What images may be made with, in the order in which it is written. */
  private static final List<String> IMAGE_FEATURES = List.of("lazy_refcounts", "extended_l2");

  /** The version of the image format from which on there are features. */
  private static final String FEATURES_COMPAT = "1.1";

  private static final Schema FEATURES =
      Schema.of("features")
          .always()
          .child(Schema.flag("lazy_refcounts"))
          .child(Schema.flag("extended_l2"));

  private static final Map<PoolType, Schema> SCHEMAS = new EnumMap<>(PoolType.class);

  static {
    for (PoolType type : PoolType.values()) {
      SCHEMAS.put(type, schema(type));
    }
  }

  private StorageVolumeXml() {}

  private static Schema schema(PoolType type) {
    return Schema.of("volume")
        .attribute("type", oneOf(TYPES.toArray(String[]::new)))
        .child(Schema.text("name", filled()))
        .child(Schema.text("key", filled()))
        .child(size("capacity"))
        .child(size("allocation"))
        .child(
            place("target", type)
                .child(Encryption.SCHEMA)
                .child(Schema.text("compat", filled()))
                .child(size("clusterSize"))
                .child(FEATURES)
                .unkept("nocow", "timestamps"))
        .child(place("backingStore", type).unkept("timestamps"))
        .unkept("source", "physical");
  }

  private static Schema place(String name, PoolType type) {
    Schema place = Schema.of(name).open().child(Schema.text("path", filled()));
    if (type.volumeFormats().isEmpty()) {
      place.unkept("format");
    } else {
      String[] words = type.volumeFormats().toArray(String[]::new);
      place.child(Schema.of("format").attribute("type", oneOf(words)));
    }
    return place.child(Permissions.SCHEMA);
  }

  private static Schema size(String name) {
    return Schema.of(name).attribute("unit", text()).text(filled());
  }

  private static Schema of(PoolType type) {
    return Objects.requireNonNull(SCHEMAS.get(type));
  }

  /**
   * Reads a definition and fills in what it leaves out, except key and path.
   *
   * @param type the type of the pool
   * @param strict whether what no schema knows is an error (VIR_STORAGE_VOL_CREATE_VALIDATE)
   * @throws org.jvirtd.rpc.RpcException with libvirt's code and text
   */
  public static VolumeDefinition parse(String xml, PoolType type, boolean strict) {
    return read(document(xml, type, strict), type);
  }

  private static XmlElement document(String xml, PoolType type, boolean strict) {
    try {
      XmlReader.Located document = XmlReader.readLocated(xml, ORIGIN, "volume", XmlLimits.DEFAULT);
      if (strict) {
        SchemaValidation.validate(document, of(type), SCHEMA_FILE);
        SchemaValidation.requireChild(document, "target", SCHEMA_FILE);
      }
      return document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.STORAGE, e);
    }
  }

  /** Reads a definition that is a part of a document. */
  public static VolumeDefinition read(XmlElement xml, PoolType type) {
    Element volume = new Element(of(type));
    String name = Parts.text(xml, "name");
    if (name == null) {
      throw StorageFailure.invalid("missing volume name element");
    }
    Parts.addText(volume, "name", name);
    Parts.addText(volume, "key", Parts.text(xml, "key"));
    volume.set("type", volumeType(xml));
    Element backing = backingStore(volume, xml, type);
    Long capacity = size(xml, "capacity");
    if (capacity == null) {
      throw StorageFailure.invalid("missing capacity element");
    }
    Long allocation = size(xml, "allocation");
    volume.add(target(volume, xml, type));
    if (backing != null) {
      volume.add(backing);
    }
    return new VolumeDefinition(volume, capacity, allocation == null ? capacity : allocation);
  }

  private static String volumeType(XmlElement xml) {
    String word = Parts.filled(xml.attribute("type"));
    if (word == null) {
      return TYPES.getFirst();
    }
    if (!TYPES.contains(word)) {
      throw StorageFailure.unsupported("unknown volume type '" + word + "'");
    }
    return word;
  }

  private static @Nullable Element backingStore(Element volume, XmlElement xml, PoolType type) {
    XmlElement child = xml.child("backingStore");
    String path = child == null ? null : Parts.text(child, "path");
    return child == null || path == null
        ? null
        : place(volume.kind("backingStore"), child, path, type);
  }

  private static Element place(
      Element place, @Nullable XmlElement xml, @Nullable String path, PoolType type) {
    Parts.addText(place, "path", path);
    List<String> formats = type.volumeFormats();
    if (!formats.isEmpty()) {
      String word = xml == null ? null : Parts.attribute(xml, "format", "type");
      Parts.addValue(
          place, "format", "type", Parts.format(word, formats, formats.getFirst(), "volume"));
    }
    if (xml != null) {
      Parts.addFirst(place, xml, Permissions.SCHEMA);
    }
    return place;
  }

  private static Element target(Element volume, XmlElement xml, PoolType type) {
    XmlElement child = xml.child("target");
    String path = child == null ? null : Parts.text(child, "path");
    Element target = place(volume.kind("target"), child, path, type);
    if (child == null) {
      return target;
    }
    XmlElement encryption = child.child("encryption");
    if (encryption != null) {
      target.add(Encryption.SCHEMA.read(encryption));
    }
    String compat = compat(child);
    XmlElement clusterSize = child.child("clusterSize");
    Long cluster =
        clusterSize == null ? null : ScaledSize.bytes(clusterSize, "./target/clusterSize", 1);
    if (cluster != null && cluster != 0) {
      Element size = target.add(target.kind("clusterSize"));
      size.set("unit", "B");
      size.setText(Long.toUnsignedString(cluster));
    }
    XmlElement features = child.child("features");
    if (features != null) {
      compat = compat == null ? FEATURES_COMPAT : compat;
      target.add(features(features));
    }
    Parts.addText(target, "compat", compat);
    return target;
  }

  private static @Nullable String compat(XmlElement target) {
    String compat = Parts.text(target, "compat");
    if (compat == null) {
      return null;
    }
    int dot = compat.indexOf('.');
    boolean valid =
        dot >= 0 && isNumber(compat.substring(0, dot)) && isNumber(compat.substring(dot + 1));
    if (!valid) {
      throw StorageFailure.invalid("forbidden characters in 'compat' attribute");
    }
    return compat;
  }

  private static boolean isNumber(String text) {
    Long value = Numbers.signed(text, 10);
    return value != null && Math.abs(value) <= 0xFFFF_FFFFL;
  }

  private static Element features(XmlElement xml) {
    Element features = new Element(FEATURES);
    for (XmlElement child : xml.children()) {
      if (!IMAGE_FEATURES.contains(child.name())) {
        throw StorageFailure.unsupported("unsupported feature " + child.name());
      }
      if (features.child(child.name()) == null) {
        features.add(features.kind(child.name()));
      }
    }
    return features;
  }

  /** A size in bytes, null where the document has none. */
  private static @Nullable Long size(XmlElement xml, String name) {
    XmlElement child = xml.child(name);
    String text = child == null ? "" : child.text();
    if (child == null || text.isEmpty()) {
      return null;
    }
    Long value = Numbers.unsigned(text, 10);
    if (value == null) {
      throw StorageFailure.invalid("malformed capacity element");
    }
    return ScaledSize.scaled(value, Objects.requireNonNullElse(child.attribute("unit"), ""), 1);
  }

  /** Writes a definition. */
  public static String format(VolumeDefinition definition) {
    Element volume = definition.root().copy();
    addSize(volume, "capacity", definition.capacity());
    addSize(volume, "allocation", definition.allocation());
    return XmlWriter.write(volume, MODE);
  }

  private static void addSize(Element volume, String name, long bytes) {
    Element size = volume.add(volume.kind(name));
    size.set("unit", "bytes");
    size.setText(Long.toUnsignedString(bytes));
  }
}
