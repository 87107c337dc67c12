package org.jvirtd.driver.nodedevice;

import static org.jvirtd.driver.nodedevice.DeviceSource.invalid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jvirtd.driver.nodedevice.Capability.Plain;
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
      case SCSI_HOST -> new ScsiReader(source).host(existing);
      case SCSI_TARGET -> plain(type, new ScsiReader(source).target());
      case SCSI -> plain(type, new ScsiReader(source).unit());
      case STORAGE -> plain(type, storage(source));
      case DRM -> plain(type, drm(source));
      case MDEV -> plain(type, mdev(source));
      case CCW -> plain(type, new ChannelReader(source).address());
      case CSS -> new ChannelReader(source).subchannel();
      case AP_CARD -> plain(type, List.of(new ChannelReader(source).adapter()));
      case AP_QUEUE -> plain(type, new ChannelReader(source).queue());
      case AP_MATRIX -> new ChannelReader(source).matrix();
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
}
