package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.SnapshotXml.addText;
import static org.jvirtd.driver.domain.SnapshotXml.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.StrictValues;
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

/** A checkpoint's XML, in and out. Unlike other documents it is always read strictly. */
public final class CheckpointXml {

  private static final String ORIGIN = "(domain_checkpoint)";
  private static final String ROOT = "domaincheckpoint";
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/domaincheckpoint.rng";

  /** A disk's name in its guest, or the path of its file. */
  private static final ValueType DISK_NAME =
      Values.matching("(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+|(/|[a-zA-Z]:\\\\).+");

  private static final Schema DISK =
      Schema.of("disk")
          .required("name", DISK_NAME)
          .attribute(
              "checkpoint", Values.oneOf(CheckpointDefinition.NO, CheckpointDefinition.BITMAP))
          .attribute("bitmap", Values.text())
          .attribute("size", StrictValues.number(0, Long.MAX_VALUE));

  private static final Schema DISK_LEFT_OUT =
      Schema.of("disk").required("name", DISK_NAME).required("checkpoint", Values.text());

  private static final Schema SCHEMA =
      Schema.of(ROOT)
          .child(Schema.text("name", checkpointName()))
          .child(Schema.text("description", Values.text()))
          .child(Schema.of("parent").child(Schema.text("name", checkpointName())).needs("name"))
          .child(Schema.text("creationTime", Values.ulong()))
          .child(Schema.of("disks").children("disk", (disks, disk) -> diskKind(disk)).needs("disk"))
          .child(DomainSchema.DOMAIN);

  /** The order of libvirt's schema, in which errors are looked for. */
  private static final List<String> PARTS =
      List.of("name", "description", "creationTime", "disks", "domain", "parent");

  private CheckpointXml() {}

  private static Schema diskKind(XmlElement disk) {
    return CheckpointDefinition.NO.equals(disk.attribute("checkpoint")) ? DISK_LEFT_OUT : DISK;
  }

  /** No slash, no line feed, no dot in front: it becomes part of file names. */
  private static ValueType checkpointName() {
    return (raw, site) -> {
      if (!raw.matches("[a-zA-Z0-9_-][a-zA-Z0-9_.-]*")) {
        throw site.bad(raw, "");
      }
      return raw;
    };
  }

  /**
   * Reads what a client wants a checkpoint to be.
   *
   * @param redefine whether it tells of a checkpoint that was there before, all of it
   * @param nowSeconds the time of a new one, in seconds since 1970, and its name if it has none
   * @throws RpcException with libvirt's code and text, when the document is no such thing
   */
  public static CheckpointDefinition parse(
      String xml, boolean redefine, long nowSeconds, ParseOptions options) {
    XmlElement source = document(xml, options);
    String name = text(source, "name");
    if (name == null && redefine) {
      throw error(ErrorCode.XML_ERROR, "a redefined checkpoint must have a name");
    }
    XmlElement parent = redefine ? source.child("parent") : null;
    XmlElement domain = redefine ? source.child("domain") : null;
    return new CheckpointDefinition(
        name == null ? Long.toString(nowSeconds) : name,
        text(source, "description"),
        parent == null ? null : text(parent, "name"),
        redefine ? created(source) : nowSeconds,
        disks(source.child("disks")),
        domain == null ? null : DomainXml.parse(domain, options));
  }

  private static long created(XmlElement source) {
    String created = text(source, "creationTime");
    Long seconds = created == null ? null : Numbers.signed(created, 10);
    if (seconds == null) {
      throw error(ErrorCode.INTERNAL_ERROR, "missing creationTime from existing checkpoint");
    }
    return seconds;
  }

  private static List<CheckpointDefinition.Disk> disks(@Nullable XmlElement disks) {
    List<CheckpointDefinition.Disk> read = new ArrayList<>();
    for (XmlElement disk : disks == null ? List.<XmlElement>of() : disks.children()) {
      read.add(
          new CheckpointDefinition.Disk(
              Objects.requireNonNullElse(disk.attribute("name"), ""),
              Objects.requireNonNullElse(disk.attribute("checkpoint"), CheckpointDefinition.BITMAP),
              disk.attribute("bitmap")));
    }
    return read;
  }

  /**
   * The checkpoint with an entry for each disk of its domain, in its order. Where the client names
   * none, all that can be written to take part.
   */
  public static CheckpointDefinition aligned(
      CheckpointDefinition checkpoint, DomainDefinition domain) {
    List<DomainDisk> disks = domain.disks();
    if (checkpoint.disks().size() > disks.size()) {
      throw unsupported("too many disk checkpoint requests for domain");
    }
    if (disks.isEmpty()) {
      throw unsupported("domain must have at least one disk to perform checkpoints");
    }
    String fallback =
        checkpoint.disks().isEmpty() ? CheckpointDefinition.BITMAP : CheckpointDefinition.NO;
    Map<String, CheckpointDefinition.Disk> requested = requested(checkpoint, domain);
    List<CheckpointDefinition.Disk> aligned = new ArrayList<>();
    for (DomainDisk disk : disks) {
      String unasked = isWritable(disk) ? fallback : CheckpointDefinition.NO;
      aligned.add(
          requested.getOrDefault(
              disk.target(), new CheckpointDefinition.Disk(disk.target(), unasked, null)));
    }
    return withBitmaps(checkpoint.withDisks(aligned));
  }

  private static Map<String, CheckpointDefinition.Disk> requested(
      CheckpointDefinition checkpoint, DomainDefinition domain) {
    Map<String, CheckpointDefinition.Disk> requested = new HashMap<>();
    for (CheckpointDefinition.Disk wanted : checkpoint.disks()) {
      DomainDisk disk = domain.disk(wanted.name(), false);
      if (disk == null) {
        throw unsupported("no disk named '" + wanted.name() + "'");
      }
      if (requested.containsKey(disk.target())) {
        throw unsupported("disk '" + wanted.name() + "' specified twice");
      }
      if (!isWritable(disk) && !wanted.checkpoint().equals(CheckpointDefinition.NO)) {
        throw unsupported("disk '" + wanted.name() + "' is empty or readonly");
      }
      requested.put(
          disk.target(),
          new CheckpointDefinition.Disk(disk.target(), wanted.checkpoint(), wanted.bitmap()));
    }
    return requested;
  }

  private static boolean isWritable(DomainDisk disk) {
    return !disk.isEmpty() && !disk.readOnly();
  }

  /** A bitmap without a name has the checkpoint's. */
  public static CheckpointDefinition withBitmaps(CheckpointDefinition checkpoint) {
    return checkpoint.withDisks(
        checkpoint.disks().stream()
            .map(disk ->
                disk.bitmap() == null && disk.checkpoint().equals(CheckpointDefinition.BITMAP)
                    ? new CheckpointDefinition.Disk(
                        disk.name(), disk.checkpoint(), checkpoint.name())
                    : disk)
            .toList());
  }

  /**
   * Writes a checkpoint.
   *
   * @param secure with passwords
   * @param withDomain with the domain as it was
   */
  public static String format(CheckpointDefinition checkpoint, boolean secure, boolean withDomain) {
    Element root = new Element(SCHEMA);
    addText(root, "name", checkpoint.name());
    addText(root, "description", checkpoint.description());
    if (checkpoint.parent() != null) {
      addText(root.add(root.kind("parent")), "name", checkpoint.parent());
    }
    if (checkpoint.creationSeconds() != 0) {
      addText(root, "creationTime", Long.toString(checkpoint.creationSeconds()));
    }
    Element disks = root.add(root.kind("disks"));
    for (CheckpointDefinition.Disk disk : checkpoint.disks()) {
      Element written = disks.add(new Element(DISK));
      written.set("name", disk.name());
      written.set("checkpoint", disk.checkpoint());
      written.set("bitmap", disk.bitmap());
    }
    DomainDefinition domain = checkpoint.domain();
    if (domain != null && withDomain) {
      root.add(domain.root());
    }
    return XmlWriter.write(root, new WriteMode(true, secure, false));
  }

  private static RpcException unsupported(String detail) {
    return error(ErrorCode.CONFIG_UNSUPPORTED, detail);
  }

  private static RpcException error(ErrorCode code, String detail) {
    return XmlFailure.of(code, ErrorDomain.DOMAIN_CHECKPOINT, detail);
  }

  private static XmlElement document(String xml, ParseOptions options) {
    try {
      XmlReader.Located document =
          XmlReader.readLocated(xml, ORIGIN, ROOT, options.limits(), XmlReader.Blanks.DROPPED);
      SchemaValidation.validateParts(document, SCHEMA, PARTS, SCHEMA_FILE);
      return document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.DOMAIN_CHECKPOINT, e);
    }
  }
}
