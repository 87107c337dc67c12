package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.text;

import org.jvirtd.driver.xml.Schema;

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
          .children(SCSI_HOST_PART);

  private static final Schema MDEV =
      Schema.of("capability")
          .required("type", text())
          .child(Schema.of("type").required("id", text()))
          .child(Schema.text("uuid", filled()))
          .child(Schema.text("parent_addr", filled()))
          .child(Schema.of("iommuGroup").required("number", text()))
          .children(Schema.of("attr").required("name", text()).required("value", text()));

  /** Others are refused after the reading, whatever is in them. */
  private static final Schema OTHER = Schema.verbatim("capability");

  static final Schema DEVICE =
      Schema.of("device")
          .child(Schema.text("name", filled()))
          .child(Schema.text("path", filled()))
          .children(Schema.text("devnode", text()).required("type", oneOf("dev", "link")))
          .child(Schema.text("parent", text()).attributes(text(), "wwnn", "wwpn", "fabric_wwn"))
          .child(Schema.of("driver").child(Schema.text("name", filled())))
          .children(
              "capability",
              (device, source) -> {
                String type = source.attribute("type");
                return "scsi_host".equals(type) ? SCSI_HOST : "mdev".equals(type) ? MDEV : OTHER;
              });

  private NodeDeviceSchema() {}
}
