package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.nodedevice.DeviceSource.invalid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jvirtd.driver.nodedevice.Capability.FibreChannel;
import org.jvirtd.driver.nodedevice.Capability.Plain;
import org.jvirtd.driver.nodedevice.Capability.ScsiHost;
import org.jvirtd.driver.nodedevice.Part.Facts;
import org.jvirtd.driver.xml.Numbers;
import org.jvirtd.driver.xml.Values;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.protocol.ErrorCode;

/**
 * Reads {@code <capability>} of a device.
 *
 * @param device the device's name, for errors
 * @param existing whether the device is there; one that is to be made has no numbers yet
 */
record CapabilityReader(String device, boolean existing) {

  private static final List<String> FEATURES =
      List.of(
          "rx",
          "tx",
          "sg",
          "tso",
          "gso",
          "gro",
          "lro",
          "rxvlan",
          "txvlan",
          "ntuple",
          "rxhash",
          "rdma",
          "txudptnl",
          "switchdev");

  private static final int MAX_AP_DOMAIN = 255;

  Capability read(XmlElement element) {
    String[] words =
        Arrays.stream(CapabilityType.values()).map(CapabilityType::word).toArray(String[]::new);
    CapabilityType type =
        Objects.requireNonNull(
            CapabilityType.of(Values.oneOf(words).required(element, "type")), "type");
    DeviceSource source = new DeviceSource(device, element);
    return switch (type) {
      case SYSTEM -> plain(type, system(source));
      case PCI -> new PciReader(source).read();
      case USB_DEVICE -> plain(type, usbDevice(source));
      case USB_INTERFACE -> plain(type, usbInterface(source));
      case NET -> plain(type, net(source));
      case SCSI_HOST -> scsiHost(source);
      case SCSI_TARGET -> plain(type, scsiTarget(source));
      case SCSI -> plain(type, scsi(source));
      case STORAGE -> plain(type, storage(source));
      case DRM -> plain(type, drm(source));
      case MDEV -> plain(type, mdev(source));
      case CCW -> plain(type, ccw(source));
      case CSS -> css(source);
      case AP_CARD -> plain(type, List.of(adapter(source)));
      case AP_QUEUE -> plain(type, apQueue(source));
      case AP_MATRIX -> apMatrix(source);
      case MDEV_TYPES, FC_HOST, VPORTS, SCSI_GENERIC, VDPA, VPD ->
          throw source.internal("unknown capability type '" + type.number() + "'");
    };
  }

  private static Capability plain(CapabilityType type, List<Part> parts) {
    return new Plain(type, Set.of(), parts);
  }

  private static List<Part> system(DeviceSource source) {
    DeviceSource hardware = source.inner("hardware");
    DeviceSource firmware = source.inner("firmware");
    String text = hardware.text("uuid");
    if (text == null) {
      throw source.internal("no system UUID supplied");
    }
    UUID uuid = Values.parseUuid(text);
    if (uuid == null) {
      throw source.internal("malformed uuid element");
    }
    Facts hard = new Facts();
    hard.textIf("vendor", hardware.text("vendor"));
    hard.textIf("version", hardware.text("version"));
    hard.textIf("serial", hardware.text("serial"));
    hard.text("uuid", uuid);
    Facts firm = new Facts();
    firm.textIf("vendor", firmware.text("vendor"));
    firm.textIf("version", firmware.text("version"));
    firm.textIf("release_date", firmware.text("release_date"));
    Facts facts = new Facts();
    facts.textIf("product", source.text("product"));
    facts.add(Part.of("hardware", hard.parts()));
    facts.add(Part.of("firmware", firm.parts()));
    return facts.parts();
  }

  private static List<Part> usbDevice(DeviceSource source) {
    Facts facts = new Facts();
    facts.text("bus", (int) source.number("bus", "USB bus number"));
    facts.text("device", (int) source.number("device", "USB device number"));
    Part vendor = source.identity("vendor", "USB vendor ID");
    facts.add(source.identity("product", "USB product ID"));
    facts.add(vendor);
    return facts.parts();
  }

  private static List<Part> usbInterface(DeviceSource source) {
    Facts facts = new Facts();
    facts.text("number", (int) source.number("number", "USB interface number"));
    facts.text("class", (int) source.number("class", "USB interface class"));
    facts.text("subclass", (int) source.number("subclass", "USB interface subclass"));
    facts.text("protocol", (int) source.number("protocol", "USB interface protocol"));
    facts.textIf("description", source.text("description"));
    return facts.parts();
  }

  private static List<Part> net(DeviceSource source) {
    String name = source.text("interface");
    if (name == null) {
      throw source.internal("no network interface supplied");
    }
    List<String> features = new ArrayList<>();
    for (XmlElement feature : source.element().children("feature")) {
      String word = feature.attribute("name");
      if (word == null) {
        throw invalid("missing network device feature name");
      }
      if (!FEATURES.contains(word)) {
        throw invalid("unknown network device feature '" + word + "'");
      }
      features.add(word);
    }
    String type = source.attribute("capability", "type");
    if (type != null && !type.equals("80203") && !type.equals("80211")) {
      throw source.unsupported("invalid network type supplied");
    }
    Facts facts = new Facts();
    facts.text("interface", name);
    facts.textIf("address", source.text("address"));
    XmlElement link = source.element().child("link");
    if (link != null) {
      link(link, facts);
    }
    features.stream()
        .distinct()
        .sorted(Comparator.comparingInt(FEATURES::indexOf))
        .forEach(feature -> facts.add(Part.empty("feature", "name", feature)));
    if (type != null) {
      facts.add(Part.empty("capability", "type", type));
    }
    return facts.parts();
  }

  private static void link(XmlElement source, Facts facts) {
    String state =
        Values.oneOf(
                "", "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up")
            .hiding("")
            .of(source, "state");
    String speed = Values.uint().hiding("0").of(source, "speed");
    if (state != null || speed != null) {
      facts.add(Part.empty("link", "speed", speed, "state", state));
    }
  }

  private Capability scsiHost(DeviceSource source) {
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
        case "fc_host" -> names = fibreChannel(new DeviceSource(device, inner));
        default -> throw source.internal("unknown SCSI host capability type '" + type + "'");
      }
    }
    return new ScsiHost(host, unique == null ? -1 : unique, names, makesPorts);
  }

  private FibreChannel fibreChannel(DeviceSource source) {
    return new FibreChannel(
        portName(source, "wwnn"), portName(source, "wwpn"), source.text("fabric_wwn"));
  }

  /** Without a hypervisor's type of virtualization there is no prefix to make up names under. */
  private String portName(DeviceSource source, String name) {
    String value = source.text(name);
    if (value == null) {
      throw DeviceSource.error(
          ErrorCode.INTERNAL_ERROR,
          "no "
              + name.toUpperCase(Locale.ROOT)
              + " supplied for '"
              + device
              + "', and auto-generation failed");
    }
    return value;
  }

  private List<Part> scsiTarget(DeviceSource source) {
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
      DeviceSource remote = new DeviceSource(device, inner);
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

  private static List<Part> scsi(DeviceSource source) {
    Facts facts = new Facts();
    facts.text("host", (int) source.number("host", "SCSI host ID"));
    facts.text("bus", (int) source.number("bus", "SCSI bus ID"));
    facts.text("target", (int) source.number("target", "SCSI target ID"));
    facts.text("lun", (int) source.number("lun", "SCSI LUN ID"));
    facts.textIf("type", source.text("type"));
    return facts.parts();
  }

  private List<Part> storage(DeviceSource source) {
    String block = source.text("block");
    if (block == null) {
      throw source.internal("no block device path supplied");
    }
    Facts facts = new Facts();
    facts.text("block", block);
    for (String name : List.of("bus", "drive_type", "model", "vendor", "serial")) {
      facts.textIf(name, source.text(name));
    }
    boolean hotpluggable = false;
    Part removable = null;
    for (XmlElement inner : source.element().children("capability")) {
      String type = DeviceSource.type(inner);
      if (type == null) {
        throw source.internal("missing storage capability type");
      }
      switch (type) {
        case "hotpluggable" -> hotpluggable = true;
        case "removable" -> removable = removable(new DeviceSource(device, inner));
        default -> throw source.internal("unknown storage capability type '" + type + "'");
      }
    }
    if (removable != null) {
      facts.add(removable);
    } else {
      facts.text("size", source.size("size", "size"));
    }
    if (hotpluggable) {
      facts.add(Part.empty("capability", "type", "hotpluggable"));
    }
    return facts.parts();
  }

  private static Part removable(DeviceSource source) {
    boolean available =
        source.element().children("media_available").stream()
            .anyMatch(one -> one.text().equals("1"));
    Facts facts = new Facts();
    facts.text("media_available", available ? 1 : 0);
    facts.text("media_size", source.size("media_size", "removable media size"));
    facts.textIf("media_label", source.text("media_label"));
    return Part.of("capability", facts.parts(), "type", "removable");
  }

  private static List<Part> drm(DeviceSource source) {
    String type = source.text("type");
    if (type == null || !List.of("primary", "control", "render").contains(type)) {
      throw source.unsupported("unknown drm type '" + Objects.toString(type, "(null)") + "'");
    }
    return List.of(Part.text("type", type));
  }

  private static List<Part> mdev(DeviceSource source) {
    String type = source.attribute("type", "id");
    if (type == null) {
      throw source.unsupported("missing type id attribute");
    }
    String text = source.text("uuid");
    UUID uuid = text == null ? null : Values.parseUuid(text);
    if (text != null && uuid == null) {
      throw DeviceSource.error(
          ErrorCode.INTERNAL_ERROR, "Invalid uuid '" + text + "' for new mdev device");
    }
    String raw = source.attribute("iommuGroup", "number");
    Long group = raw == null ? Long.valueOf(0) : Numbers.unsigned32(raw, 10);
    if (group == null) {
      throw source.internal("invalid iommuGroup number attribute");
    }
    Facts facts = new Facts();
    facts.add(Part.empty("type", "id", type));
    facts.textIf("uuid", uuid);
    facts.add(Part.empty("iommuGroup", "number", group));
    for (XmlElement attribute : source.element().children("attr")) {
      String name = attribute.attribute("name");
      String value = attribute.attribute("value");
      // libvirt notes an error for one without either, and goes on.
      if (name != null && !name.isEmpty() && value != null && !value.isEmpty()) {
        facts.add(Part.empty("attr", "name", name, "value", value));
      }
    }
    return facts.parts();
  }

  private static List<Part> ccw(DeviceSource source) {
    return List.of(
        Part.text("cssid", Numbers.hex(ccwPart(source, "cssid", 0), 1)),
        Part.text("ssid", Numbers.hex(ccwPart(source, "ssid", 0), 1)),
        Part.text("devno", Numbers.hex(ccwPart(source, "devno", 16), 4)));
  }

  private static long ccwPart(DeviceSource source, String name, int radix) {
    return unsignedPart(source, name, radix);
  }

  private static long unsignedPart(DeviceSource source, String name, int radix) {
    String raw = source.text(name);
    if (raw == null) {
      throw source.unsupported("missing " + name + " value");
    }
    Long value = Numbers.unsigned(raw, radix);
    if (value == null || value < 0 || value > 0xFFFF_FFFFL) {
      throw source.unsupported("invalid " + name + " value '" + raw + "'");
    }
    return value;
  }

  private Capability css(DeviceSource source) {
    Facts facts = new Facts();
    ccw(source).forEach(facts::add);
    MediatedTypes types = MediatedTypes.among(source.element());
    XmlElement channel = source.element().child("channel_dev_addr");
    if (channel != null) {
      facts.add(Part.of("channel_dev_addr", ccw(new DeviceSource(device, channel))));
    }
    types.addTo(facts);
    return new Plain(CapabilityType.CSS, types.nested(), facts.parts());
  }

  private static Part adapter(DeviceSource source) {
    return Part.text("ap-adapter", Numbers.hex(unsignedPart(source, "ap-adapter", 0), 2));
  }

  private static List<Part> apQueue(DeviceSource source) {
    Part adapter = adapter(source);
    long domain = unsignedPart(source, "ap-domain", 0);
    if (domain > MAX_AP_DOMAIN) {
      throw source.unsupported(
          "ap-domain value '" + source.text("ap-domain") + "' is out of range");
    }
    return List.of(adapter, Part.text("ap-domain", Numbers.hex(domain, 4)));
  }

  private static Capability apMatrix(DeviceSource source) {
    MediatedTypes types = MediatedTypes.among(source.element());
    Facts facts = new Facts();
    types.addTo(facts);
    return new Plain(CapabilityType.AP_MATRIX, types.nested(), facts.parts());
  }

  /**
   * The types of mediated devices that can be made of a device.
   *
   * @param said whether the document has such a list, be it empty
   */
  record MediatedTypes(boolean said, List<Part> types) {

    /** Those of all lists among the capabilities of an element. */
    static MediatedTypes among(XmlElement element) {
      boolean said = false;
      List<Part> types = new ArrayList<>();
      for (XmlElement inner : element.children("capability")) {
        String type = DeviceSource.type(inner);
        if (type == null) {
          throw invalid("Missing capability type");
        }
        if (type.equals("mdev_types")) {
          said = true;
          inner.children("type").forEach(one -> types.add(type(one)));
        }
      }
      return new MediatedTypes(said, types);
    }

    static Part type(XmlElement element) {
      DeviceSource source = new DeviceSource("", element);
      String id = element.attribute("id");
      if (id == null || id.isEmpty()) {
        throw invalid("missing 'id' attribute for mediated device's <type> element");
      }
      String api = source.text("deviceAPI");
      if (api == null) {
        throw invalid("missing device API for mediated device type '" + id + "'");
      }
      String raw = source.text("availableInstances");
      Long instances = raw == null ? null : Numbers.unsigned32(raw, 10);
      if (instances == null) {
        throw invalid(
            "missing number of available instances for mediated device type '" + id + "'");
      }
      Facts facts = new Facts();
      facts.textIf("name", source.text("name"));
      facts.text("deviceAPI", api);
      facts.text("availableInstances", instances);
      return Part.of("type", facts.parts(), "id", id);
    }

    void addTo(Facts facts) {
      if (!types.isEmpty()) {
        facts.add(Part.of("capability", types, "type", "mdev_types"));
      }
    }

    Set<CapabilityType> nested() {
      return said ? Set.of(CapabilityType.MDEV_TYPES) : Set.of();
    }
  }
}
