package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.unsupported;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** The rules of a disk. */
final class DiskRules {

  static final Set<String> SECRETS = Set.of("none", "volume", "ceph", "iscsi", "tls", "vtpm");

  /** Protocols that know no authentication. */
  private static final Set<String> OPEN_PROTOCOLS =
      Set.of("nbd", "sheepdog", "gluster", "tftp", "vxhs", "nfs");

  private static final Map<String, String> SECRET_OF = Map.of("iscsi", "iscsi", "rbd", "ceph");

  /** What may also be said in the source. */
  private static final Set<String> OPENED = Set.of("auth", "encryption");

  private static final Set<String> DRIVE_BUSES = Set.of("ide", "fdc", "scsi", "sata");

  private static final List<String> HARD_DISKS = List.of("hd", "sd", "vd", "xvd", "ubd");

  private static final int VENDOR_LENGTH = 8;
  private static final int PRODUCT_LENGTH = 16;

  /** What a disk that another process serves cannot have, in the driver element and beside it. */
  private static final Map<String, List<String>> VHOST_USER_REFUSES =
      Map.of(
          "driver",
          List.of(
              "cache",
              "error_policy",
              "rerror_policy",
              "io",
              "ioeventfd",
              "copy_on_read",
              "discard",
              "iothread",
              "detect_zeroes"),
          "disk",
          List.of(
              "iotune",
              "backingStore",
              "encryption",
              "readonly",
              "shareable",
              "transient",
              "serial",
              "wwn",
              "vendor",
              "product",
              "auth",
              "geometry",
              "blockio"));

  private DiskRules() {}

  static void check(Element disk, Element domain) {
    DomainDisk view = new DomainDisk(disk);
    Element source = disk.child("source");
    requireTarget(disk);
    chain(disk, source);
    lun(disk, source, view);
    rates(disk.child("iotune"));
    bus(disk, view);
    if (view.type().equals("nvme") && source != null && source.is("namespace", "0")) {
      throw unsupported("NVMe namespace can't be zero");
    }
    if (view.type().equals("vhostuser")) {
      vhostUser(disk, view);
    }
    Rules.requireRelabelling(source, domain);
    for (Element store = disk.child("backingStore");
        store != null;
        store = store.child("backingStore")) {
      Rules.requireRelabelling(store.child("source"), domain);
    }
    tray(disk, view);
    names(disk, "vendor", VENDOR_LENGTH);
    names(disk, "product", PRODUCT_LENGTH);
    floppy(view);
    removable(disk, view);
    startup(source, view);
    worldWideName(disk.child("wwn"));
    target(view);
    if (view.isEmpty() && view.device().equals("disk")) {
      throw XmlFailure.of(ErrorCode.NO_SOURCE, ErrorDomain.DOMAIN, view.target());
    }
  }

  private static void requireTarget(Element disk) {
    if (disk.valueAt("dev", "target") == null) {
      String place = DiskSource.place(disk);
      throw place == null
          ? XmlFailure.bare(ErrorCode.NO_TARGET)
          : XmlFailure.of(ErrorCode.NO_TARGET, ErrorDomain.DOMAIN, place);
    }
  }

  /** What opens a source and how it is encrypted, link by link. */
  private static void chain(Element disk, @Nullable Element source) {
    authentication(disk, disk.get("type", "file"), source);
    encryption(disk, source);
    for (Element store = disk.child("backingStore");
        store != null;
        store = store.child("backingStore")) {
      authentication(store, store.get("type", ""), store.child("source"));
      encryption(store, store.child("source"));
    }
  }

  private static void authentication(Element disk, String type, @Nullable Element source) {
    Element inner = source == null ? null : source.child("auth");
    Element auth = inner != null ? inner : disk.child("auth");
    if (auth == null || source == null || !type.equals("network")) {
      return;
    }
    String protocol = source.get("protocol", "");
    if (OPEN_PROTOCOLS.contains(protocol)) {
      throw unsupported("authentication is not supported for protocol '%s'".formatted(protocol));
    }
    String secret = auth.valueAt("type", "secret");
    if (secret == null || !SECRETS.contains(secret)) {
      throw unsupported("unknown secret type '%s'".formatted(secret == null ? "<null>" : secret));
    }
    if (!SECRET_OF.getOrDefault(protocol, secret).equals(secret)) {
      throw unsupported("invalid secret type '%s'".formatted(secret));
    }
  }

  private static void encryption(Element disk, @Nullable Element source) {
    Element inner = source == null ? null : source.child("encryption");
    Element encryption = inner != null ? inner : disk.child("encryption");
    if (encryption != null
        && encryption.is("format", "luks")
        && encryption.valueAt("name", "cipher") != null) {
      throw unsupported("supplying <cipher> for domain disk definition is unnecessary");
    }
  }

  /** A rate for all goes without rates for reading and writing. */
  private static void rates(@Nullable Element tune) {
    if (tune == null) {
      return;
    }
    for (String unit : new String[] {"bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max"}) {
      boolean total = tune.child("total_" + unit) != null;
      if (total && (tune.child("read_" + unit) != null || tune.child("write_" + unit) != null)) {
        throw XmlFailure.invalid(
            "total and read/write " + unit + " cannot be set at the same time");
      }
    }
  }

  private static void tray(Element disk, DomainDisk view) {
    boolean fixed = view.device().equals("disk") || view.device().equals("lun");
    if (fixed && disk.valueAt("tray", "target") != null) {
      throw unsupported("tray is only valid for cdrom and floppy");
    }
  }

  private static void removable(Element disk, DomainDisk view) {
    if (disk.valueAt("removable", "target") != null && !"usb".equals(view.bus())) {
      throw XmlFailure.invalid("removable is only valid for usb disks");
    }
  }

  private static void lun(Element disk, @Nullable Element source, DomainDisk view) {
    if (disk.is("sgio", "unfiltered")) {
      throw unsupported("unfiltered sgio is no longer supported");
    }
    if (view.device().equals("lun")) {
      lunSource(disk, source, view.type());
      return;
    }
    if (source != null && source.child("reservations") != null) {
      throw unsupported("<reservations/> allowed only for lun devices");
    }
    for (String attribute : new String[] {"rawio", "sgio"}) {
      if (disk.has(attribute)) {
        throw unsupported("%s can be used only with device='lun'".formatted(attribute));
      }
    }
  }

  private static void lunSource(Element disk, @Nullable Element source, String type) {
    if (type.equals("network")) {
      String protocol = source == null ? "none" : source.get("protocol", "none");
      if (!protocol.equals("iscsi")) {
        throw unsupported(
            "disk device='lun' is not supported for protocol='%s'".formatted(protocol));
      }
    } else if (!type.equals("block") && !type.equals("volume")) {
      throw unsupported("disk device='lun' is only valid for block type disk source");
    }
    String format = disk.valueAt("type", "driver");
    if (format != null && !format.equals("raw")) {
      throw unsupported("disk device 'lun' must use 'raw' format");
    }
    if (source != null && source.child("slices") != null) {
      throw unsupported("disk device 'lun' doesn't support storage slice");
    }
    Element encryption = source == null ? null : source.child("encryption");
    if (encryption != null && !encryption.is("format", "default")) {
      throw unsupported("disk device 'lun' doesn't support encryption");
    }
  }

  private static void bus(Element disk, DomainDisk view) {
    String bus = view.bus() == null ? "" : view.bus();
    String address = Rules.addressType(disk);
    if (address != null && DRIVE_BUSES.contains(bus) && !address.equals("drive")) {
      throw unsupported(
          "Invalid address type '%s' for the disk '%s' with the bus type '%s'"
              .formatted(address, view.target(), bus));
    }
    if (bus.equals("virtio")) {
      return;
    }
    String model = disk.get("model");
    if (Rules.isVirtioModel(model)) {
      throw unsupported("disk model '%s' not supported for bus '%s'".formatted(model, bus));
    }
    Element driver = disk.child("driver");
    if (driver != null) {
      if (driver.has("queues")) {
        throw unsupported(
            "queues attribute in disk driver element is only supported by virtio-blk");
      }
      for (String attribute : new String[] {"event_idx", "ioeventfd"}) {
        if (driver.has(attribute)) {
          throw unsupported("disk %s mode supported only for virtio bus".formatted(attribute));
        }
      }
      Rules.requireNoVirtioOptions(driver);
    }
  }

  private static void vhostUser(Element disk, DomainDisk view) {
    if (!"virtio".equals(view.bus())) {
      throw unsupported("vhostuser disk supports only virtio bus");
    }
    if (!"no".equals(view.snapshot())) {
      throw unsupported("only snapshot=no is supported with vhostuser disk");
    }
    Element driver = disk.child("driver");
    if (driver != null) {
      for (String attribute : VHOST_USER_REFUSES.getOrDefault("driver", List.of())) {
        if (driver.has(attribute)) {
          String what = attribute.equals("rerror_policy") ? "error_policy" : attribute;
          throw unsupported("%s is not supported with vhostuser disk".formatted(what));
        }
      }
      if (driver.child("metadata_cache") != null) {
        throw unsupported("metadata_cache is not supported with vhostuser disk");
      }
    }
    for (String child : VHOST_USER_REFUSES.getOrDefault("disk", List.of())) {
      boolean opened = OPENED.contains(child) && disk.at("source", child) != null;
      if (disk.child(child) != null || opened) {
        throw unsupported("%s is not supported with vhostuser disk".formatted(child));
      }
    }
  }

  private static void names(Element disk, String child, int most) {
    Element element = disk.child(child);
    String text = element == null ? null : element.text();
    if (text == null) {
      return;
    }
    if (!Rules.isPrintable(text)) {
      throw XmlFailure.invalid("disk " + child + " is not printable string");
    }
    if (text.length() > most) {
      throw unsupported("disk %s is more than %d characters".formatted(child, most));
    }
  }

  private static void floppy(DomainDisk view) {
    boolean floppy = view.device().equals("floppy");
    boolean fdc = "fdc".equals(view.bus());
    if (floppy != fdc) {
      throw XmlFailure.internal(
          "Invalid bus type '" + view.bus() + "' for " + (floppy ? "floppy disk" : "disk"));
    }
  }

  private static void startup(@Nullable Element source, DomainDisk view) {
    String policy = source == null ? null : source.get("startupPolicy");
    if (policy == null) {
      return;
    }
    if (view.type().equals("network") || view.type().equals("vhostuser")) {
      throw XmlFailure.invalid(
          "disk startupPolicy '%s' is not allowed for disk of '%s' type"
              .formatted(policy, view.type()));
    }
    boolean removable = view.device().equals("cdrom") || view.device().equals("floppy");
    if (!removable && policy.equals("requisite")) {
      throw XmlFailure.invalid(
          "disk startupPolicy 'requisite' is allowed only for cdrom or floppy");
    }
  }

  private static void worldWideName(@Nullable Element wwn) {
    String text = wwn == null ? null : wwn.text();
    if (text == null) {
      return;
    }
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!digits.matches("[0-9a-fA-F]{16}")) {
      throw XmlFailure.of(ErrorCode.INTERNAL_ERROR, ErrorDomain.NONE, "Malformed wwn: " + text);
    }
  }

  private static void target(DomainDisk view) {
    boolean hard = view.device().equals("disk") || view.device().equals("lun");
    if (hard && HARD_DISKS.stream().noneMatch(view.target()::startsWith)) {
      throw XmlFailure.internal("Invalid harddisk device name: " + view.target());
    }
    if (view.device().equals("floppy") && !view.target().startsWith("fd")) {
      throw XmlFailure.internal("Invalid floppy device name: " + view.target());
    }
  }
}
