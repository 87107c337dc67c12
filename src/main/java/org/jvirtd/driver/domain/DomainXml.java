package org.jvirtd.driver.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.WriteMode;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;

/**
 * A domain's XML, in and out. Facts are those of libvirt 9.0.0's test driver: what it drops, which
 * defaults it fills in, and the order in which it writes.
 */
public final class DomainXml {

  /** VIR_DOMAIN_XML_SECURE: with passwords. */
  public static final int SECURE = 1;

  /** VIR_DOMAIN_XML_INACTIVE: as the domain is started the next time. */
  public static final int INACTIVE = 2;

  /** VIR_DOMAIN_XML_UPDATE_CPU: the CPU as on this host; changes nothing here. */
  public static final int UPDATE_CPU = 4;

  /** VIR_DOMAIN_XML_MIGRATABLE: as older versions of libvirt read it. */
  public static final int MIGRATABLE = 8;

  /** What errors call the document. */
  private static final String ORIGIN = "(domain_definition)";

  /** What errors call the schema: the file that libvirt has, whose place our own tables take. */
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/domain.rng";

  private DomainXml() {}

  /**
   * Reads a definition and fills in what it leaves out.
   *
   * @throws org.jvirtd.rpc.RpcException with libvirt's code and text, when the document is not well
   *     formed, over a limit, or not a definition; XML_INVALID_SCHEMA where the options are strict
   *     and something in it is unknown
   */
  public static DomainDefinition parse(String xml, ParseOptions options) {
    return read(options.strict() ? valid(xml, options) : document(xml, options), options);
  }

  /** Reads a definition that is a part of a document, without a strict look at it. */
  public static DomainDefinition read(XmlElement source, ParseOptions options) {
    Element domain = completed(source, options);
    DomainChecks.afterCompletion(domain);
    return definition(domain);
  }

  /**
   * Reads a definition that stands in another document, which was checked when it was made: it is
   * completed, and not checked again.
   */
  static DomainDefinition parse(XmlElement source, ParseOptions options) {
    return definition(completed(source, options));
  }

  private static DomainDefinition definition(Element domain) {
    DomainDefaults.dropWhatIsNeverWritten(domain);
    return new DomainDefinition(domain);
  }

  private static Element completed(XmlElement source, ParseOptions options) {
    DomainChecks.beforeReading(source);
    Element domain = DomainSchema.DOMAIN.read(source);
    DomainDefaults.complete(domain, options);
    return domain;
  }

  /**
   * What becomes of a definition that is written down for the next start: libvirt reads its own
   * text again, so that what reading completes is completed once more.
   */
  public static DomainDefinition persistentCopy(DomainDefinition definition, ParseOptions options) {
    String xml = XmlWriter.write(definition.root(), new WriteMode(false, true, false));
    DomainDefinition copy = parse(document(xml, options), options);
    // Nearly always it is the same; then one of them is enough.
    return copy.equals(definition) ? definition : copy;
  }

  /** What a definition leaves to later: nothing that belongs to the running domain. */
  public static DomainDefinition migratableCopy(DomainDefinition definition, ParseOptions options) {
    String xml = format(definition, -1, SECURE | MIGRATABLE);
    return parse(document(xml, options), options);
  }

  private static XmlElement document(String xml, ParseOptions options) {
    return XmlReader.read(xml, ORIGIN, "domain", options.limits(), XmlReader.Blanks.DROPPED);
  }

  private static XmlElement valid(String xml, ParseOptions options) {
    XmlReader.Located document =
        XmlReader.readLocated(xml, ORIGIN, "domain", options.limits(), XmlReader.Blanks.DROPPED);
    SchemaValidation.validate(document, DomainSchema.DOMAIN, SCHEMA_FILE);
    return document.root();
  }

  /**
   * Writes a definition.
   *
   * @param id the running domain's id; -1, or INACTIVE in the flags, writes the inactive form
   * @param flags SECURE, INACTIVE, UPDATE_CPU, MIGRATABLE; others are ignored here
   */
  public static String format(DomainDefinition definition, int id, int flags) {
    boolean inactive = id == -1 || (flags & INACTIVE) != 0;
    WriteMode mode = new WriteMode(inactive, (flags & SECURE) != 0, (flags & MIGRATABLE) != 0);
    int written = inactive ? -1 : id;
    DomainDefinition.Text last = definition.lastText;
    if (last == null || last.id() != written || !last.mode().equals(mode)) {
      Element root = identified(definition.root(), inactive ? null : id);
      last = new DomainDefinition.Text(mode, written, XmlWriter.write(root, mode));
      definition.lastText = last;
    }
    return last.text();
  }

  private static Element identified(Element root, @Nullable Integer id) {
    if (id == null) {
      return root;
    }
    Element copy = root.copy();
    copy.set("id", Integer.toString(id));
    return copy;
  }
}
