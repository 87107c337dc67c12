package org.jvirtd.driver.nodedevice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodedevice.NodeDeviceDefinition.Parent;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.driver.xml.XmlWriter;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.rpc.RpcException;

/** A host device's XML, in and out. Facts are those of libvirt 9.0.0. */
public final class NodeDeviceXml {

  /** What errors call the document. */
  private static final String ORIGIN = "(node_device_definition)";

  /** What errors call the schema: the file that libvirt has, whose place our own tables take. */
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/nodedev.rng";

  /** What errors call a device that is to be made: its name is not known yet. */
  private static final String NEW_DEVICE = "new device";

  private NodeDeviceXml() {}

  /** Reads a device that is there. */
  public static NodeDeviceDefinition parse(String xml) {
    return read(document(xml, false));
  }

  /**
   * Reads what a client wants made.
   *
   * @param strict whether what no schema knows is an error, and not just dropped
   * @throws RpcException with libvirt's code and text, when the document is not well formed, over a
   *     limit, or not a definition; XML_INVALID_SCHEMA where it is strict and something is unknown
   */
  public static NodeDeviceDefinition parseNew(String xml, boolean strict) {
    return read(document(xml, strict), NEW_DEVICE, false);
  }

  private static XmlElement document(String xml, boolean strict) {
    try {
      XmlReader.Located document = XmlReader.readLocated(xml, ORIGIN, "device", XmlLimits.DEFAULT);
      if (strict) {
        SchemaValidation.validate(document, NodeDeviceSchema.DEVICE, SCHEMA_FILE);
      }
      return document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.NODEDEV, e);
    }
  }

  /** Reads the element of a larger document: a device that is there. */
  public static NodeDeviceDefinition read(XmlElement source) {
    String name = new DeviceSource("", source).text("name");
    if (name == null) {
      throw LibvirtException.of(ErrorCode.NO_NAME, ErrorDomain.NODEDEV, null);
    }
    return read(source, name, true);
  }

  private static NodeDeviceDefinition read(XmlElement element, String name, boolean existing) {
    DeviceSource source = new DeviceSource(name, element);
    String node = null;
    List<String> links = new ArrayList<>();
    for (XmlElement file : element.children("devnode")) {
      if (Values.oneOf("dev", "link").required(file, "type").equals("dev")) {
        node = file.text();
      } else {
        links.add(file.text());
      }
    }
    Parent parent = parent(source);
    List<XmlElement> capabilities = element.children("capability");
    if (capabilities.isEmpty()) {
      throw source.internal("no device capabilities");
    }
    CapabilityReader reader = new CapabilityReader(name, existing);
    return new NodeDeviceDefinition(
        name,
        source.text("path"),
        node,
        links,
        parent,
        capabilities.stream().map(reader::read).toList());
  }

  private static Parent parent(DeviceSource source) {
    String wwnn = source.attribute("parent", "wwnn");
    String wwpn = source.attribute("parent", "wwpn");
    requireBoth(wwnn, wwpn, "wwnn", "wwpn");
    requireBoth(wwpn, wwnn, "wwpn", "wwnn");
    return new Parent(source.text("parent"), wwnn, wwpn, source.attribute("parent", "fabric_wwn"));
  }

  private static void requireBoth(
      @Nullable String one, @Nullable String other, String name, String otherName) {
    if (one != null && other == null) {
      throw DeviceSource.invalid(
          "when providing parent %s='%s', the %s must also be provided"
              .formatted(name, one, otherName));
    }
  }

  /** Writes a definition. */
  public static String format(NodeDeviceDefinition device) {
    Part.Facts facts = new Part.Facts();
    facts.text("name", device.name());
    facts.textIf("path", device.path());
    String node = device.node();
    if (node != null) {
      facts.add(Part.named("devnode", node, "type", "dev"));
    }
    device.links().forEach(link -> facts.add(Part.named("devnode", link, "type", "link")));
    facts.textIf("parent", device.parent().name());
    for (Capability one : device.capabilities()) {
      facts.add(Part.of("capability", one.parts(), "type", one.type().word()));
    }
    XmlWriter out = new XmlWriter();
    Part.of("device", facts.parts()).write(out);
    return out.toString();
  }
}
