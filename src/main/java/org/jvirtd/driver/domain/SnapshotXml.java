package org.jvirtd.driver.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** A snapshot's XML, in and out. */
public final class SnapshotXml {

  private static final String ORIGIN = "(domain_snapshot)";
  private static final String ROOT = "domainsnapshot";
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/domainsnapshot.rng";

  private static final Schema INACTIVE_DOMAIN =
      Schema.renamed("inactiveDomain", DomainSchema.DOMAIN);

  /** What old documents have in the place of the domain. */
  private static final Schema BARE_DOMAIN =
      Schema.of("domain").child(Schema.text("uuid", Values.text()));

  private static final Schema MEMORY =
      Schema.of("memory")
          .attribute("snapshot", SnapshotDisk.LOCATION)
          .attribute("file", Values.text());

  private static final Schema SCHEMA =
      Schema.of(ROOT)
          .child(Schema.text("name", Values.text()))
          .child(Schema.text("description", Values.text()))
          .child(Schema.text("state", Values.text()))
          .child(Schema.of("parent").child(Schema.text("name", Values.text())))
          .child(Schema.text("creationTime", Values.text()))
          .child(MEMORY)
          .child(Schema.of("disks").children(SnapshotDisk.SCHEMA))
          .child("domain", (snapshot, source) -> domainKind(source))
          .child(INACTIVE_DOMAIN)
          .unkept("active", "cookie");

  private SnapshotXml() {}

  private static Schema domainKind(XmlElement source) {
    return source.attribute("type") == null ? BARE_DOMAIN : DomainSchema.DOMAIN;
  }

  /**
   * Reads what a client wants a snapshot to be.
   *
   * @param redefine whether it tells of a snapshot that was there before, all of it
   * @param nowSeconds the time of a new one, in seconds since 1970, and its name if it has none
   * @throws RpcException with libvirt's code and text, when the document is no such thing
   */
  public static SnapshotDefinition parse(
      String xml, boolean redefine, long nowSeconds, ParseOptions options) {
    return read(document(xml, options), redefine, nowSeconds, options);
  }

  /** Reads a definition that is a part of a document, without a strict look at it. */
  public static SnapshotDefinition read(
      XmlElement source, boolean redefine, long nowSeconds, ParseOptions options) {
    String name = text(source, "name");
    if (name == null && redefine) {
      throw invalid("a redefined snapshot must have a name");
    }
    String description = text(source, "description");
    SnapshotDefinition snapshot =
        new SnapshotDefinition(
            name == null ? Long.toString(nowSeconds) : name,
            description,
            null,
            nowSeconds,
            null,
            null,
            null,
            List.of(),
            null,
            null);
    return complete(source, redefine ? former(source, snapshot, options) : snapshot, redefine);
  }

  private static XmlElement document(String xml, ParseOptions options) {
    try {
      if (!options.strict()) {
        return XmlReader.read(xml, ORIGIN, ROOT, options.limits());
      }
      XmlReader.Located document = XmlReader.readLocated(xml, ORIGIN, ROOT, options.limits());
      SchemaValidation.validate(document, SCHEMA, SCHEMA_FILE);
      return document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.DOMAIN_SNAPSHOT, e);
    }
  }

  /** What is only in the document of a snapshot that was there before. */
  private static SnapshotDefinition former(
      XmlElement source, SnapshotDefinition snapshot, ParseOptions options) {
    String created = text(source, "creationTime");
    Long seconds = created == null ? null : Numbers.signed(created, 10);
    if (seconds == null) {
      throw internal("missing creationTime from existing snapshot");
    }
    XmlElement parent = source.child("parent");
    String word = text(source, "state");
    if (word == null) {
      throw invalid("missing state from existing snapshot");
    }
    SnapshotState state = SnapshotState.of(word);
    if (state == null) {
      throw XmlFailure.of(
          ErrorCode.CONFIG_UNSUPPORTED,
          ErrorDomain.DOMAIN_SNAPSHOT,
          "Invalid state '" + word + "' in domain snapshot XML");
    }
    XmlElement domain = source.child("domain");
    String type = domain == null ? null : domain.attribute("type");
    boolean bare = type == null || type.isEmpty();
    XmlElement inactive = source.child("inactiveDomain");
    return new SnapshotDefinition(
        snapshot.name(),
        snapshot.description(),
        parent == null ? null : text(parent, "name"),
        seconds,
        state,
        null,
        null,
        List.of(),
        domain == null || bare ? null : DomainXml.parse(domain, options),
        inactive == null ? null : DomainXml.parse(inactive, options));
  }

  private static SnapshotDefinition complete(
      XmlElement source, SnapshotDefinition snapshot, boolean redefine) {
    XmlElement memory = source.child("memory");
    String file = memory == null ? null : memory.attribute("file");
    String location = location(memory);
    SnapshotState state = snapshot.state();
    boolean offline = state != null && state.isOffline();
    if (location == null && file != null) {
      location = SnapshotDisk.EXTERNAL;
    } else if (location == null && redefine) {
      location = offline ? SnapshotDisk.NO : SnapshotDisk.INTERNAL;
    }
    checkMemory(location, file, offline);
    XmlElement disks = source.child("disks");
    List<SnapshotDisk> read = new ArrayList<>();
    for (XmlElement disk : disks == null ? List.<XmlElement>of() : disks.children()) {
      read.add(SnapshotDisk.read(disk, redefine));
    }
    return new SnapshotDefinition(
        snapshot.name(),
        snapshot.description(),
        snapshot.parent(),
        snapshot.creationSeconds(),
        state,
        location,
        file,
        read,
        snapshot.domain(),
        snapshot.inactiveDomain());
  }

  private static @Nullable String location(@Nullable XmlElement memory) {
    String raw = memory == null ? null : memory.attribute("snapshot");
    if (raw == null) {
      return null;
    }
    if (raw.equals(SnapshotDisk.MANUAL)) {
      throw invalid("'manual' memory snapshot mode not supported");
    }
    return SnapshotDisk.LOCATION.read(raw, new ValueType.Site("memory", "snapshot"));
  }

  private static void checkMemory(
      @Nullable String location, @Nullable String file, boolean offline) {
    boolean external = SnapshotDisk.EXTERNAL.equals(location);
    if (file != null && !external) {
      throw invalid("memory filename '" + file + "' requires external snapshot");
    }
    if (file == null && external) {
      throw invalid("external memory snapshots require a filename");
    }
    if (offline && location != null && !location.equals(SnapshotDisk.NO)) {
      throw invalid("memory state cannot be saved with offline or disk-only snapshot");
    }
    if (file != null && !file.startsWith("/")) {
      throw invalid("memory snapshot file path (" + file + ") must be absolute");
    }
  }

  /**
   * Brings the disks of a new snapshot into line with its domain's.
   *
   * @param domain the snapshot's
   */
  public static SnapshotDefinition aligned(SnapshotDefinition snapshot, DomainDefinition domain) {
    boolean external = SnapshotDisk.EXTERNAL.equals(snapshot.memory());
    return SnapshotAlignment.align(snapshot, domain, external);
  }

  /**
   * The same for a snapshot that is defined again.
   *
   * @param former the domain of the snapshot that it replaces, where there is one
   */
  public static SnapshotDefinition realigned(
      SnapshotDefinition snapshot, @Nullable DomainDefinition former) {
    return SnapshotAlignment.align(snapshot, former);
  }

  /**
   * Writes a snapshot.
   *
   * @param uuid its domain's
   * @param secure with passwords
   */
  public static String format(SnapshotDefinition snapshot, UUID uuid, boolean secure) {
    Element root = new Element(SCHEMA);
    addText(root, "name", snapshot.name());
    addText(root, "description", snapshot.description());
    SnapshotState state = snapshot.state();
    addText(root, "state", state == null ? null : state.word());
    if (snapshot.parent() != null) {
      addText(root.add(root.kind("parent")), "name", snapshot.parent());
    }
    if (snapshot.creationSeconds() != 0) {
      addText(root, "creationTime", Long.toString(snapshot.creationSeconds()));
    }
    if (snapshot.memory() != null) {
      Element memory = root.add(new Element(MEMORY));
      memory.set("snapshot", snapshot.memory());
      memory.set("file", snapshot.memoryFile());
    }
    Element disks = root.add(root.kind("disks"));
    snapshot.disks().forEach(disk -> disks.add(disk.written()));
    addDomains(root, snapshot, uuid);
    return XmlWriter.write(root, new WriteMode(true, secure, false));
  }

  private static void addDomains(Element root, SnapshotDefinition snapshot, UUID uuid) {
    DomainDefinition domain = snapshot.domain();
    if (domain != null) {
      root.add(domain.root());
    } else {
      addText(root.add(new Element(BARE_DOMAIN)), "uuid", uuid.toString());
    }
    DomainDefinition inactive = snapshot.inactiveDomain();
    if (inactive != null) {
      root.add(inactive.root().as(INACTIVE_DOMAIN));
    }
  }

  static void addText(Element parent, String name, @Nullable String text) {
    if (text != null) {
      parent.add(parent.kind(name)).setText(text);
    }
  }

  /** The text of a child, null where there is none. */
  static @Nullable String text(XmlElement parent, String name) {
    XmlElement child = parent.child(name);
    String text = child == null ? "" : child.text();
    return text.isEmpty() ? null : text;
  }

  static RpcException invalid(String detail) {
    return XmlFailure.of(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN_SNAPSHOT, detail);
  }

  private static RpcException internal(String detail) {
    return XmlFailure.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.DOMAIN_SNAPSHOT, detail);
  }
}
