package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.PoolType.SourcePart;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.RpcException;

/**
 * A storage pool's XML, in and out: what libvirt 9.0.0 keeps of it, which defaults it fills in, and
 * the order in which it checks and writes.
 */
public final class StoragePoolXml {
  private static final String ORIGIN = "(storage_pool_definition)";
  private static final String SOURCE_ORIGIN = "(storage_source_specification)";
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/storagepool.rng";
  private static final String FILE_SYSTEM_NAMESPACE =
      "http://libvirt.org/schemas/storagepool/fs/1.0";
  private static final String RBD_NAMESPACE = "http://libvirt.org/schemas/storagepool/rbd/1.0";

  private static final WriteMode MODE = new WriteMode(true, true, false);

  private static final Schema NAME = Schema.text("name", filled());
  private static final Schema UUID_TEXT =
      Schema.text("uuid", Values.uuid(raw -> StorageFailure.invalid("malformed uuid element")));
  private static final Schema FEATURES =
      Schema.of("features").child(Schema.of("cow").attribute("state", yesNo()));
  private static final Schema TARGET =
      Schema.of("target").open().child(Schema.text("path", filled())).child(Permissions.SCHEMA);
  private static final Schema REFRESH =
      Schema.of("refresh")
          .child(Schema.of("volume").attribute("allocation", oneOf("default", "capacity")));
  private static final Schema MOUNT_OPTIONS =
      Schema.of("fs:mount_opts")
          .children(Schema.of("fs:option").attribute("name", text()).always());

  private static final Map<PoolType, Schema> SCHEMAS = new EnumMap<>(PoolType.class);

  static {
    for (PoolType type : PoolType.values()) {
      SCHEMAS.put(type, schema(type));
    }
  }

  private StoragePoolXml() {}

  private static Schema schema(PoolType type) {
    Schema schema =
        Schema.of("pool")
            .attribute("type", oneOf(PoolType.words()))
            .attribute("xmlns:fs", text())
            .child(NAME)
            .child(UUID_TEXT)
            .child(size("capacity"))
            .child(size("allocation"))
            .child(size("available"))
            .child(FEATURES)
            .child(PoolSource.of(type))
            .extensions(Set.of(FILE_SYSTEM_NAMESPACE, RBD_NAMESPACE));
    if (type.isLocal()) {
      schema.child(TARGET);
    } else {
      schema.unkept("target");
    }
    return schema.child(REFRESH).child(MOUNT_OPTIONS);
  }

  private static Schema size(String name) {
    return Schema.of(name).attribute("unit", text()).text(text());
  }

  private static Schema of(PoolType type) {
    return Objects.requireNonNull(SCHEMAS.get(type));
  }

  /**
   * Reads a definition and fills in what it leaves out.
   *
   * @param strict whether what no schema knows is an error (VIR_STORAGE_POOL_DEFINE_VALIDATE)
   * @throws org.jvirtd.rpc.RpcException with libvirt's code and text
   */
  public static PoolDefinition parse(String xml, boolean strict) {
    return read(document(xml, strict));
  }

  private static XmlElement document(String xml, boolean strict) {
    try {
      XmlReader.Located document = XmlReader.readLocated(xml, ORIGIN, "pool", XmlLimits.DEFAULT);
      if (strict) {
        String word = Objects.requireNonNullElse(document.root().attribute("type"), "");
        PoolType type = PoolType.of(word).orElse(PoolType.DIR);
        SchemaValidation.validate(document, of(type), SCHEMA_FILE);
      }
      return document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.STORAGE, e);
    }
  }

  /** Reads a definition that is a part of a document. */
  public static PoolDefinition read(XmlElement xml) {
    PoolType type = type(xml);
    XmlElement sourceXml = xml.child("source");
    Element source = sourceXml == null ? PoolSource.absent(type) : PoolSource.read(sourceXml, type);
    Element pool = new Element(of(type));
    pool.set("type", type.word());
    Parts.addText(pool, "name", name(xml, source, type));
    Parts.addText(pool, "uuid", uuid(xml));
    readFeatures(pool, xml, type);
    pool.add(source);
    checkSource(pool, source, type);
    if (type.isLocal()) {
      readTarget(pool, xml, type);
    }
    if (type == PoolType.ISCSI_DIRECT && source.child("initiator") == null) {
      throw StorageFailure.unsupported("missing initiator IQN");
    }
    readRefresh(pool, xml);
    if (type.hasMountOptions()) {
      readMountOptions(pool, xml);
    }
    return new PoolDefinition(pool, type);
  }

  private static PoolType type(XmlElement xml) {
    Element typed = Schema.of("pool").required("type", oneOf(PoolType.words())).read(xml);
    return PoolType.of(typed.get("type", "")).orElseThrow();
  }

  private static String name(XmlElement xml, Element source, PoolType type) {
    String name = Parts.text(xml, "name");
    if (name == null && type.has(SourcePart.NAME)) {
      name = Parts.text(source, "name");
    }
    if (name == null) {
      throw StorageFailure.invalid("missing pool source name element");
    }
    if (name.contains("/")) {
      throw StorageFailure.invalid("name " + name + " cannot contain '/'");
    }
    return name;
  }

  private static @Nullable String uuid(XmlElement xml) {
    String text = Parts.text(xml, "uuid");
    return text == null
        ? UUID.randomUUID().toString()
        : Parts.read(Values.uuid(raw -> StorageFailure.invalid("malformed uuid element")), text);
  }

  private static void readFeatures(Element pool, XmlElement xml, PoolType type) {
    XmlElement features = xml.child("features");
    Element read = features == null ? null : FEATURES.read(features);
    if (read == null || read.valueAt("state", "cow") == null) {
      return;
    }
    if (type != PoolType.FS && type != PoolType.DIR) {
      throw LibvirtException.notSupported(
          ErrorDomain.STORAGE, "cow feature may only be used for 'fs' and 'dir' pools");
    }
    pool.add(read);
  }

  private static void checkSource(Element pool, Element source, PoolType type) {
    if (type.has(SourcePart.HOST) && source.child("host") == null) {
      throw StorageFailure.invalid("missing storage pool source host name");
    }
    if (type.has(SourcePart.FOLDER) && source.child("dir") == null) {
      throw StorageFailure.invalid("missing storage pool source path");
    }
    if (type.has(SourcePart.NAME) && source.child("name") == null) {
      Parts.addText(source, "name", Parts.text(pool, "name"));
    }
    if (type.has(SourcePart.ADAPTER)) {
      Adapter.validate(source.child("adapter"));
    }
    if (type.needsDevice() && source.child("device") == null) {
      throw StorageFailure.invalid("missing storage pool source device name");
    }
  }

  private static void readTarget(Element pool, XmlElement xml, PoolType type) {
    XmlElement child = xml.child("target");
    String path = targetPath(pool, child, type);
    Element target = pool.add(new Element(TARGET));
    Parts.addText(target, "path", SanitizedPath.of(path));
    if (child != null) {
      Parts.addFirst(target, child, Permissions.SCHEMA);
    }
  }

  private static String targetPath(Element pool, @Nullable XmlElement target, PoolType type) {
    Element source = Objects.requireNonNull(pool.child("source"));
    if (type == PoolType.LOGICAL) {
      return "/dev/" + Parts.text(source, "name");
    }
    if (type == PoolType.ZFS) {
      return "/dev/zvol/" + Parts.text(source, "name");
    }
    String path = target == null ? null : Parts.text(target, "path");
    if (path == null) {
      throw StorageFailure.invalid("missing storage pool target path");
    }
    return path;
  }

  private static void readRefresh(Element pool, XmlElement xml) {
    XmlElement refresh = xml.child("refresh");
    String allocation = refresh == null ? null : Parts.attribute(refresh, "volume", "allocation");
    if (allocation == null) {
      return;
    }
    if (!allocation.equals("default") && !allocation.equals("capacity")) {
      throw StorageFailure.unsupported(
          "unknown storage pool volume refresh allocation type " + allocation);
    }
    Element read = pool.add(new Element(REFRESH));
    Parts.addValue(read, "volume", "allocation", allocation);
  }

  private static void readMountOptions(Element pool, XmlElement xml) {
    Element options = new Element(MOUNT_OPTIONS);
    for (XmlElement list : inNamespace(xml, "mount_opts")) {
      for (XmlElement option : inNamespace(list, "option")) {
        String name = option.attribute("name");
        if (name == null) {
          throw StorageFailure.invalid("no fs mount option name specified");
        }
        options.add(options.kind("fs:option")).set("name", name);
      }
    }
    if (!options.isEmpty()) {
      pool.set("xmlns:fs", FILE_SYSTEM_NAMESPACE);
      pool.add(options);
    }
  }

  private static List<XmlElement> inNamespace(XmlElement parent, String name) {
    return parent.content().stream()
        .filter(XmlElement.class::isInstance)
        .map(XmlElement.class::cast)
        .filter(element ->
            FILE_SYSTEM_NAMESPACE.equals(element.namespace()) && element.name().equals(name))
        .toList();
  }

  /**
   * The first host that a source names, from the document that a client asks for sources with.
   *
   * @param type the type of the pools that it asks for
   * @return null where the source names none
   */
  public static @Nullable String sourceHost(String xml, PoolType type) {
    XmlElement source;
    try {
      source = XmlReader.read(xml, SOURCE_ORIGIN, "source", XmlLimits.DEFAULT);
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.STORAGE, e);
    }
    return PoolSource.read(source, type).valueAt("name", "host");
  }

  /**
   * Writes a definition with the pool's sizes.
   *
   * @param capacity bytes, unsigned
   * @param allocation bytes, unsigned
   */
  public static String format(PoolDefinition definition, long capacity, long allocation) {
    Element pool = definition.root().copy();
    addSize(pool, "capacity", capacity);
    addSize(pool, "allocation", allocation);
    addSize(pool, "available", capacity - allocation);
    return XmlWriter.write(pool, MODE);
  }

  private static void addSize(Element pool, String name, long bytes) {
    Element size = pool.add(pool.kind(name));
    size.set("unit", "bytes");
    size.setText(Long.toUnsignedString(bytes));
  }
}
