package org.jvirtd.driver.domain;

import static org.jvirtd.driver.xml.Values.filled;
import static org.jvirtd.driver.xml.Values.onOff;
import static org.jvirtd.driver.xml.Values.oneOf;
import static org.jvirtd.driver.xml.Values.optional;
import static org.jvirtd.driver.xml.Values.positive;
import static org.jvirtd.driver.xml.Values.text;
import static org.jvirtd.driver.xml.Values.uint;
import static org.jvirtd.driver.xml.Values.ulong;
import static org.jvirtd.driver.xml.Values.yesNo;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.storage.Authentication;
import org.jvirtd.driver.storage.Encryption;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.Schema;
import org.jvirtd.driver.xml.ValueType;
import org.jvirtd.driver.xml.XmlElement;
import org.jvirtd.driver.xml.XmlFailure;

/** {@code <disk>}: its kind, its defaults, and the place on a bus that its name gives it. */
final class Disk {

  /** The formats that an image may be said to have. */
  static final Set<String> FORMATS =
      Set.of(
          "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "cow",
          "qcow", "qcow2", "qed", "vmdk");

  private static final ValueType ERROR_POLICY = oneOf("stop", "report", "ignore", "enospace");

  static final Schema METADATA_CACHE =
      Schema.of("metadata_cache")
          .joined(Schema.of("max_size").attribute("unit", text()).text(ulong().unchecked()));

  private static final Schema DRIVER =
      Schema.of("driver")
          .attribute("name", text())
          .attribute("type", driverFormat())
          .attribute(
              "cache",
              optional("default", "none", "writethrough", "writeback", "directsync", "unsafe"))
          .attribute("error_policy", ERROR_POLICY)
          .attribute("rerror_policy", readErrorPolicy())
          .attribute("io", oneOf("native", "threads", "io_uring"))
          .attributes(onOff(), "ioeventfd", "event_idx", "copy_on_read")
          .attribute("discard", oneOf("unmap", "ignore"))
          .attribute("iothread", positive())
          .attribute("detect_zeroes", oneOf("off", "on", "unmap"))
          .attributes(uint().hiding("0"), "queues", "queue_size")
          .with(DeviceParts.VIRTIO_OPTIONS)
          .joined(METADATA_CACHE)
          .onRead((source, driver) ->
              DiskBackingStore.completeCache(driver, "./metadata_cache/max_size"));

  private static final Schema TARGET =
      Schema.of("target")
          .attribute("dev", text())
          .attribute(
              "bus", oneOf("ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd"))
          .attribute("tray", optional("closed", "open"))
          .attribute("removable", onOff())
          .attribute("rotation_rate", uint().hiding("0"));

  private static final Schema GEOMETRY =
      Schema.of("geometry")
          .attributes(uint(), "cyls", "heads", "secs")
          .attribute("trans", oneOf("none", "auto", "lba"));

  private static final Schema BLOCKIO =
      Schema.of("blockio")
          .attributes(uint().hiding("0"), "logical_block_size", "physical_block_size");

  /** The tuning values in their canonical order, in two groups around the group's name. */
  private static final List<String> IOTUNE_RATES =
      List.of(
          "total_bytes_sec",
          "read_bytes_sec",
          "write_bytes_sec",
          "total_iops_sec",
          "read_iops_sec",
          "write_iops_sec",
          "total_bytes_sec_max",
          "read_bytes_sec_max",
          "write_bytes_sec_max",
          "total_iops_sec_max",
          "read_iops_sec_max",
          "write_iops_sec_max",
          "size_iops_sec");

  private static final List<String> IOTUNE_LENGTHS =
      List.of(
          "total_bytes_sec_max_length",
          "read_bytes_sec_max_length",
          "write_bytes_sec_max_length",
          "total_iops_sec_max_length",
          "read_iops_sec_max_length",
          "write_iops_sec_max_length");

  private static final Schema IOTUNE = iotune();

  private static final Schema TRANSIENT =
      Schema.of("transient").attribute("shareBacking", yesNo().hiding("no")).always();

  private static final Schema READONLY = Schema.flag("readonly");

  static final Schema SCHEMA =
      Schema.of("disk")
          .defaulted(
              "type",
              oneOf("file", "block", "dir", "network", "volume", "nvme", "vhostuser"),
              "file")
          .defaulted("device", oneOf("disk", "cdrom", "floppy", "lun"), "disk")
          .attribute(
              "model",
              optional("default", "virtio", "virtio-transitional", "virtio-non-transitional"))
          .attribute("rawio", yesNo())
          .attribute("sgio", oneOf("filtered", "unfiltered"))
          .attribute("snapshot", oneOf("no", "internal", "external", "manual"))
          .child(DRIVER)
          .child(Authentication.SCHEMA)
          .child("source", (disk, source) -> DiskSource.of(disk.get("type", "file")))
          .child(DiskBackingStore.SCHEMA)
          .joined(Schema.of("backenddomain").attribute("name", filled()))
          .child(GEOMETRY)
          .child(BLOCKIO)
          .child(TARGET)
          .joined(IOTUNE)
          .child(READONLY)
          .child(Schema.flag("shareable"))
          .child(TRANSIENT)
          .child(Schema.text("serial", filled()))
          .child(Schema.text("wwn", filled()))
          .child(Schema.text("vendor", filled()))
          .child(Schema.text("product", filled()))
          .child(Encryption.SCHEMA)
          .with(DeviceParts::bootable)
          .unkept("mirror")
          .before("auth", (source, disk) -> requireOne(source, disk, "auth"))
          .before("encryption", (source, disk) -> requireOne(source, disk, "encryption"))
          .onRead(Disk::complete)
          .reads(
              "source",
              "readonly",
              "shareable",
              "auth",
              "encryption",
              "backingStore",
              "@device",
              "@model",
              "@snapshot",
              "@rawio",
              "@sgio",
              "target",
              "geometry",
              "blockio",
              "driver",
              "transient",
              "iotune");

  private static final Set<String> NAME_PREFIXES = Set.of("fd", "hd", "vd", "sd", "xvd", "ubd");

  private Disk() {}

  private static ValueType driverFormat() {
    return (raw, site) -> {
      // An old name of "raw" that libvirt still takes.
      String format = raw.equals("aio") ? "raw" : raw;
      if (!FORMATS.contains(format)) {
        throw XmlFailure.unsupported("unknown driver format value '" + raw + "'");
      }
      return format;
    };
  }

  private static ValueType readErrorPolicy() {
    return (raw, site) -> {
      if (raw.equals("enospace")) {
        throw XmlFailure.unsupported("Invalid disk read error policy: 'enospace'");
      }
      return ERROR_POLICY.read(raw, site);
    };
  }

  private static Schema iotune() {
    Schema schema = Schema.of("iotune");
    for (String name : IOTUNE_RATES) {
      schema.child(tuned(name));
    }
    schema.child(Schema.text("group_name", filled()));
    for (String name : IOTUNE_LENGTHS) {
      schema.child(tuned(name));
    }
    return schema;
  }

  private static Schema tuned(String name) {
    ValueType number =
        org.jvirtd.driver.xml.Values.number(
                raw -> XmlFailure.invalid("disk iotune field '" + name + "' must be an integer"))
            .hiding("0");
    return Schema.text(name, number);
  }

  private static void complete(XmlElement source, Element disk) {
    if (source.child("source") == null) {
      disk.set("type", "file");
    }
    Element geometry = disk.child("geometry");
    if (geometry != null
        && !(isPositive(geometry, "cyls")
            && isPositive(geometry, "heads")
            && isPositive(geometry, "secs"))) {
      disk.removeAll("geometry");
    }
  }

  /** What opens a disk is said of it or of its source, not of both. */
  private static void requireOne(XmlElement document, Element disk, String child) {
    Element source = disk.child("source");
    if (source != null && source.child(child) != null && document.child(child) != null) {
      throw XmlFailure.unsupported("an <" + child + "> definition already found for disk source");
    }
  }

  private static boolean isPositive(Element element, String attribute) {
    return DeviceParts.number(element, attribute) > 0;
  }

  /** What a disk gets by itself, but for its place on a bus. */
  static void complete(Element disk) {
    Element target = disk.child("target");
    String name = target == null ? null : target.get("dev");
    if (target != null && name != null && name.startsWith("ioemu:")) {
      target.set("dev", name.substring(6));
    }
    if (disk.is("device", "cdrom") && disk.child("readonly") == null) {
      disk.add(new Element(READONLY));
    }
    boolean readOnly = disk.child("readonly") != null;
    if (disk.is("snapshot", "no") && readOnly) {
      disk.set("snapshot", null);
    }
    if (disk.is("type", "vhostuser") && !readOnly && !disk.has("snapshot")) {
      disk.set("snapshot", "no");
    }
    completeBus(disk);
    Element source = disk.child("source");
    String unit = source == null ? null : source.get("name");
    if (source != null && source.is("protocol", "iscsi") && unit != null) {
      source.set("name", unit.indexOf('/') < 0 ? unit + "/0" : unit);
    }
  }

  /** A disk without a bus gets the one that its name and its kind have. */
  private static void completeBus(Element disk) {
    Element target = disk.ensure(TARGET);
    if (!target.has("bus")) {
      target.set("bus", busOf(disk, target.get("dev", "")));
    }
  }

  /** A disk that only names a tuning group gets the values that another of the group has. */
  static void completeGroup(Element disk, List<Element> disks) {
    Element tune = disk.child("iotune");
    Element group = tune == null ? null : tune.child("group_name");
    if (tune == null || group == null || tune.children().size() > 1) {
      return;
    }
    for (Element other : disks) {
      Element candidate = other.child("iotune");
      Element otherGroup = candidate == null ? null : candidate.child("group_name");
      if (candidate != null
          && otherGroup != null
          && Objects.equals(otherGroup.text(), group.text())
          && candidate.children().size() > 1) {
        disk.replace(disk.indexOf(tune), candidate.deepCopy());
        return;
      }
    }
  }

  private static String busOf(Element disk, String name) {
    if (disk.is("device", "floppy")) {
      return "fdc";
    }
    if (name.startsWith("sd")) {
      return "scsi";
    }
    if (name.startsWith("vd")) {
      return "virtio";
    }
    if (name.startsWith("xvd")) {
      return "xen";
    }
    return name.startsWith("ubd") ? "uml" : "ide";
  }

  /** The place of a disk in the order of its name: "sdc" is 2; -1 where it is no such name. */
  static int index(String name) {
    String prefix = NAME_PREFIXES.stream().filter(name::startsWith).findFirst().orElse(null);
    if (prefix == null) {
      return -1;
    }
    int index = -1;
    int position = prefix.length();
    while (position < name.length()
        && name.charAt(position) >= 'a'
        && name.charAt(position) <= 'z') {
      if (position - prefix.length() >= Limits.MAX_DISK_LETTERS) {
        return -1;
      }
      index = (index + 1) * 26 + name.charAt(position) - 'a';
      position++;
    }
    boolean digits = name.substring(position).chars().allMatch(c -> c >= '0' && c <= '9');
    return index >= 0 && digits ? index : -1;
  }

  static @Nullable String bus(Element disk) {
    return disk.valueAt("bus", "target");
  }
}
