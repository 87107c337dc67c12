package org.jvirtd.driver.nodedevice;

import java.util.List;
import java.util.Locale;
import org.jvirtd.driver.nodedevice.Capability.FibreChannel;
import org.jvirtd.driver.nodedevice.Capability.ScsiHost;
import org.jvirtd.driver.nodedevice.Part.Facts;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.protocol.ErrorCode;

/** Reads SCSI: adapters of the host, what they reach, and its units. */
record ScsiReader(DeviceSource source) {

  /** A host adapter. One that is to be made has no number yet. */
  Capability host(boolean existing) {
    long host = existing ? source.number("host", "SCSI host ID") : 0;
    Integer unique = existing ? source.optional(source.text("unique_id"), "unique_id") : null;
    FibreChannel names = null;
    boolean makesPorts = false;
    for (XmlElement inner : source.element().children("capability")) {
      String type = DeviceSource.type(inner);
      if (type == null) {
        throw source.internal("missing SCSI host capability type");
      }
      switch (type) {
        case "vport_ops" -> makesPorts = true;
        case "fc_host" -> names = fibreChannel(new DeviceSource(source.device(), inner));
        default -> throw source.internal("unknown SCSI host capability type '" + type + "'");
      }
    }
    return new ScsiHost(host, unique == null ? -1 : unique, names, makesPorts);
  }

  private FibreChannel fibreChannel(DeviceSource names) {
    return new FibreChannel(
        portName(names, "wwnn"), portName(names, "wwpn"), names.text("fabric_wwn"));
  }

  /** Without a hypervisor's type of virtualization there is no prefix to make up names under. */
  private String portName(DeviceSource names, String name) {
    String value = names.text(name);
    if (value == null) {
      throw DeviceSource.error(
          ErrorCode.INTERNAL_ERROR,
          "no "
              + name.toUpperCase(Locale.ROOT)
              + " supplied for '"
              + source.device()
              + "', and auto-generation failed");
    }
    return value;
  }

  /** What an adapter reaches. */
  List<Part> target() {
    String target = source.text("target");
    if (target == null) {
      throw source.internal("no target name supplied");
    }
    Facts facts = new Facts();
    facts.text("target", target);
    Part port = null;
    for (XmlElement inner : source.element().children("capability")) {
      String type = DeviceSource.type(inner);
      if (type == null) {
        throw source.internal("missing type for SCSI target capability");
      }
      if (!type.equals("fc_remote_port")) {
        throw source.internal("unknown SCSI target capability type '" + type + "'");
      }
      DeviceSource remote = new DeviceSource(source.device(), inner);
      String rport = remote.text("rport");
      if (rport == null) {
        throw source.internal("missing rport name");
      }
      String wwpn = remote.text("wwpn");
      if (wwpn == null) {
        throw source.internal("missing wwpn identifier");
      }
      port =
          Part.of(
              "capability",
              List.of(Part.text("rport", rport), Part.text("wwpn", wwpn)),
              "type",
              type);
    }
    if (port != null) {
      facts.add(port);
    }
    return facts.parts();
  }

  /** A unit of a target. */
  List<Part> unit() {
    Facts facts = new Facts();
    facts.text("host", (int) source.number("host", "SCSI host ID"));
    facts.text("bus", (int) source.number("bus", "SCSI bus ID"));
    facts.text("target", (int) source.number("target", "SCSI target ID"));
    facts.text("lun", (int) source.number("lun", "SCSI LUN ID"));
    facts.textIf("type", source.text("type"));
    return facts.parts();
  }
}
