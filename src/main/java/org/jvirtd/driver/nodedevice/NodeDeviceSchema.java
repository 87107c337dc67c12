package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.matching;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;

/**
 * What may stand in a {@code <device>} that a client wants made: for clients that ask for a strict
 * reading. The meaning of it all is {@link CapabilityReader}'s.
 */
final class NodeDeviceSchema {

  private static final Schema SCSI_HOST_PART =
      Schema.of("capability")
          .required("type", oneOf("fc_host", "vport_ops"))
          .child(Schema.text("wwnn", filled()))
          .child(Schema.text("wwpn", filled()))
          .child(Schema.text("fabric_wwn", filled()))
          .child(Schema.text("max_vports", filled()))
          .child(Schema.text("vports", filled()));

  private static final Schema SCSI_HOST =
      Schema.of("capability")
          .required("type", text())
          .child(Schema.text("host", filled()))
          .child(Schema.text("unique_id", filled()))
          .children(SCSI_HOST_PART)
          .needs("host");

  private static final Schema MDEV =
      Schema.of("capability")
          .required("type", text())
          .child(Schema.of("type").required("id", text()))
          .child(Schema.text("uuid", filled()))
          .child(Schema.text("parent_addr", filled()))
          .child(Schema.of("iommuGroup").required("number", text()))
          .children(Schema.of("attr").required("name", text()).required("value", text()))
          .needs("type");

  /** Others are refused after the reading, whatever is in them. */
  private static final Schema OTHER = Schema.verbatim("capability");

  private static final ValueType WWN = matching("(0x)?[0-9a-fA-F]{16}");

  private static final Schema BY_NAME = Schema.text("parent", text());
  private static final Schema BY_NAMES =
      Schema.of("parent").required("wwnn", WWN).required("wwpn", WWN);
  private static final Schema BY_FABRIC = Schema.of("parent").required("fabric_wwn", WWN);

  static final Schema DEVICE =
      Schema.of("device")
          .child(Schema.text("name", text()))
          .needs("name")
          .child(Schema.text("path", filled()))
          .children(Schema.text("devnode", text()).required("type", oneOf("dev", "link")))
          .child("parent", (device, source) -> parent(source))
          .child(Schema.of("driver").child(Schema.text("name", filled())))
          .children(
              "capability",
              (device, source) -> {
                String type = source.attribute("type");
                return "scsi_host".equals(type) ? SCSI_HOST : "mdev".equals(type) ? MDEV : OTHER;
              });

  /** A parent is named in one of three ways. */
  private static Schema parent(XmlElement source) {
    if (source.attribute("fabric_wwn") != null) {
      return BY_FABRIC;
    }
    boolean byNames = source.attribute("wwnn") != null || source.attribute("wwpn") != null;
    return byNames ? BY_NAMES : BY_NAME;
  }

  private NodeDeviceSchema() {}
}
