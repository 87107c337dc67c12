package org.jvirtd.driver.network;

import java.util.UUID;
import java.util.function.Supplier;
import org.jvirtd.driver.xml.SchemaValidation;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.driver.xml.XmlLimits;
import org.jvirtd.driver.xml.XmlReader;
import org.jvirtd.protocol.ErrorDomain;
import org.jvirtd.rpc.RpcException;

/** A network's XML, in and out. Facts are those of libvirt 9.0.0. */
public final class NetworkXml {

  /** What errors call the document. */
  private static final String ORIGIN = "(network_definition)";

  private static final String UPDATE_ORIGIN = "network_update_xml";

  /** What errors call the schema: the file that libvirt has, whose place our own tables take. */
  private static final String SCHEMA_FILE = "/usr/share/libvirt/schemas/network.rng";

  private NetworkXml() {}

  /**
   * Reads a definition and fills in what it leaves out.
   *
   * @param strict whether what no schema knows is an error, and not just dropped
   * @throws RpcException with libvirt's code and text, when the document is not well formed, over a
   *     limit, or not a definition; XML_INVALID_SCHEMA where it is strict and something is unknown
   */
  public static NetworkDefinition parse(String xml, boolean strict) {
    return parse(xml, strict, UUID::randomUUID);
  }

  /**
   * The same.
   *
   * @param uuids where UUIDs come from that a definition leaves out
   */
  public static NetworkDefinition parse(String xml, boolean strict, Supplier<UUID> uuids) {
    XmlElement source;
    try {
      XmlReader.Located document = XmlReader.readLocated(xml, ORIGIN, "network", XmlLimits.DEFAULT);
      if (strict) {
        SchemaValidation.validate(document, NetworkSchema.NETWORK, SCHEMA_FILE);
      }
      source = document.root();
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.NETWORK, e);
    }
    return NetworkReader.read(source, uuids);
  }

  /** Reads the element of a larger document. */
  public static NetworkDefinition read(XmlElement source) {
    return NetworkReader.read(source, UUID::randomUUID);
  }

  /** Writes a definition. */
  public static String format(NetworkDefinition network) {
    return NetworkWriter.write(network);
  }

  /**
   * Changes one part of a network.
   *
   * @param command a number of {@code virNetworkUpdateCommand}
   * @param section a number of {@code virNetworkUpdateSection}
   * @param parentIndex which {@code <ip>} is meant, -1 for the most likely one
   * @param xml the part
   * @throws RpcException with libvirt's error if the part is none, or does not fit
   */
  public static NetworkDefinition update(
      NetworkDefinition network, int command, int section, int parentIndex, String xml) {
    XmlElement element;
    try {
      element = XmlReader.read(xml, UPDATE_ORIGIN, null, XmlLimits.DEFAULT);
    } catch (RpcException e) {
      throw XmlFailure.reportedBy(ErrorDomain.NETWORK, e);
    }
    NetworkDefinition changed =
        new NetworkUpdate(command, section, parentIndex, element).applyTo(copy(network));
    NetworkDefinition _ = copy(changed);
    return changed;
  }

  /** What is left of a network when it is written and read: libvirt copies and checks it so. */
  private static NetworkDefinition copy(NetworkDefinition network) {
    return parse(format(network), false);
  }
}
