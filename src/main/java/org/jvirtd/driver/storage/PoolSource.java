package org.jvirtd.driver.storage;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.integer;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.PoolType.SourcePart;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SanitizedPath;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/**
 * {@code <source>} of a pool: where its storage comes from. All of it is read, and its errors are
 * errors, for a pool of any type; what the type has no use for is dropped afterwards.
 */
final class PoolSource {

  private static final Schema HOST =
      Schema.of("host").attribute("name", text()).attribute("port", integer().hiding("0"));

  private static final Schema DEVICE =
      Schema.of("device")
          .attribute("path", text())
          .attribute("part_separator", yesNo())
          .unkept("freeExtent");

  private static final Schema FOLDER = Schema.of("dir").attribute("path", filled());
  private static final Schema NAME = Schema.text("name", filled());
  private static final Schema INITIATOR =
      Schema.of("initiator").child(Schema.of("iqn").attribute("name", filled()));
  private static final Schema PROTOCOL = Schema.of("protocol").attribute("ver", filled());
  private static final Schema VENDOR = Schema.of("vendor").attribute("name", filled());
  private static final Schema PRODUCT = Schema.of("product").attribute("name", filled());

  /** The kinds of NFS, which stand for the numbers of all formats where a version is checked. */
  private static final List<String> NET_FORMATS = PoolType.NETFS.sourceFormats();

  private static final Map<PoolType, Schema> SCHEMAS = new EnumMap<>(PoolType.class);

  static {
    for (PoolType type : PoolType.values()) {
      SCHEMAS.put(type, schema(type));
    }
  }

  private PoolSource() {}

  private static Schema schema(PoolType type) {
    Schema schema = Schema.of("source").open();
    if (type.has(SourcePart.HOST)) {
      schema.children(HOST);
    }
    if (type.has(SourcePart.DEVICE)) {
      schema.children(DEVICE);
    }
    if (type.has(SourcePart.FOLDER)) {
      schema.child(FOLDER);
    }
    if (type.has(SourcePart.ADAPTER)) {
      schema.child("adapter", (source, child) -> Adapter.kind(child));
    }
    if (type.has(SourcePart.NAME)) {
      schema.child(NAME);
    }
    if (type.has(SourcePart.INITIATOR)) {
      schema.child(INITIATOR);
    }
    if (!type.sourceFormats().isEmpty()) {
      schema.child(format(type.sourceFormats()));
    }
    return schema.child(Authentication.SCHEMA).child(PROTOCOL).child(VENDOR).child(PRODUCT);
  }

  private static Schema format(List<String> words) {
    ValueType word = oneOf(words.toArray(String[]::new));
    return Schema.of("format").attribute("type", word);
  }

  /** The kind of source that a pool of a type has. */
  static Schema of(PoolType type) {
    return Objects.requireNonNull(SCHEMAS.get(type));
  }

  /** The source of a pool whose definition has none. */
  static Element absent(PoolType type) {
    Element source = new Element(of(type));
    addFormat(source, null, type);
    return source;
  }

  /**
   * Reads a source, in the order in which libvirt does.
   *
   * @throws org.jvirtd.rpc.RpcException with libvirt's error at the first fault
   */
  static Element read(XmlElement xml, PoolType type) {
    Element source = new Element(of(type));
    String name = Parts.text(xml, "name");
    if (type == PoolType.RBD && name == null) {
      throw StorageFailure.invalid("element 'name' is mandatory for RBD pool");
    }
    if (type.has(SourcePart.NAME)) {
      Parts.addText(source, "name", name);
    }
    addFormat(source, Parts.attribute(xml, "format", "type"), type);
    readHosts(source, xml, type);
    if (type.has(SourcePart.INITIATOR)) {
      Parts.addFirst(source, xml, INITIATOR);
    }
    readDevices(source, xml, type);
    if (type.has(SourcePart.FOLDER)) {
      String folder = Parts.attribute(xml, "dir", "path");
      String standard = type == PoolType.GLUSTER ? "/" : null;
      Parts.addValue(source, "dir", "path", folder == null ? standard : SanitizedPath.of(folder));
    }
    readAdapter(source, xml, type);
    readAuthentication(source, xml);
    readProtocol(source, xml, type);
    Parts.addFirst(source, xml, VENDOR);
    Parts.addFirst(source, xml, PRODUCT);
    return source;
  }

  private static void addFormat(Element source, @Nullable String word, PoolType type) {
    List<String> formats = type.sourceFormats();
    if (!formats.isEmpty()) {
      String format = Parts.format(word, formats, formats.getFirst(), "pool");
      Parts.addValue(source, "format", "type", format);
    }
  }

  private static void readHosts(Element source, XmlElement xml, PoolType type) {
    for (XmlElement child : xml.children("host")) {
      if (child.attribute("name") == null) {
        throw StorageFailure.invalid("missing storage pool host name");
      }
      Element host = HOST.read(child);
      if (type.has(SourcePart.HOST)) {
        source.add(host);
      }
    }
  }

  private static void readDevices(Element source, XmlElement xml, PoolType type) {
    for (XmlElement child : xml.children("device")) {
      if (child.attribute("path") == null) {
        throw StorageFailure.invalid("missing storage pool source device path");
      }
      Element device = DEVICE.read(child);
      if (type.has(SourcePart.DEVICE)) {
        source.add(device);
      }
    }
  }

  private static void readAdapter(Element source, XmlElement xml, PoolType type) {
    XmlElement child = xml.child("adapter");
    Element adapter = child == null ? null : Adapter.read(child);
    if (adapter != null && type.has(SourcePart.ADAPTER)) {
      source.add(adapter);
    }
  }

  private static void readAuthentication(Element source, XmlElement xml) {
    XmlElement child = xml.child("auth");
    if (child == null) {
      return;
    }
    Element auth = Authentication.SCHEMA.read(child);
    if (!auth.has("type")) {
      throw StorageFailure.unsupported("storage pool missing auth type");
    }
    source.add(auth);
  }

  /** Which version of its protocol a file server is spoken to in: only NFS has several. */
  private static void readProtocol(Element source, XmlElement xml, PoolType type) {
    String version = Parts.attribute(xml, "protocol", "ver");
    if (version == null) {
      return;
    }
    Element format = source.child("format");
    // libvirt compares the format's number, whatever the pool's type is.
    int number = format == null ? 0 : type.sourceFormats().indexOf(format.get("type"));
    if (number > 1) {
      throw StorageFailure.unsupported(
          "storage pool protocol ver unsupported for pool type '"
              + (number < NET_FORMATS.size() ? NET_FORMATS.get(number) : "(null)")
              + "'");
    }
    if (version.contains(",")) {
      throw XmlFailure.of(
          ErrorCode.XML_DETAIL,
          ErrorDomain.STORAGE,
          "storage pool protocol ver '" + version + "' must not contain ','");
    }
    Parts.addValue(source, "protocol", "ver", version);
  }
}
