package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.AbiRule.all;
import static org.jvirtd.driver.domain.AbiRule.changed;
import static org.jvirtd.driver.domain.AbiRule.each;
import static org.jvirtd.driver.domain.AbiRule.same;
import static org.jvirtd.driver.domain.AbiRule.samePresence;
import static org.jvirtd.driver.domain.AbiRule.sameText;
import static org.jvirtd.driver.domain.AbiRule.when;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/** What of its devices a guest can see. The order and the words are libvirt's. */
final class DeviceAbi {

  /** What libvirt writes for a missing text where it looks, and where it leaves it to C. */
  private static final String NULL = "<null>";

  private static final String C_NULL = "(null)";
  private static final String DEFAULT = "default";

  /**
   * The number of an input's model shown as the name of the bus with that number: libvirt's slip.
   */
  private static final List<String> INPUT_MODELS =
      List.of(DEFAULT, "virtio", "virtio-transitional", "virtio-non-transitional");

  private static final List<String> INPUT_BUSES = List.of("ps2", "usb", "xen", "parallels");

  private static final AbiRule ADDRESS =
      all(
          same("Target device address type %s does not match source %s", "none", "type", "address"),
          address("pci", "Target device PCI address %sdoes not match source %s", DeviceAbi::pci),
          address(
              "drive",
              "Target device drive address %s does not match source %s",
              address -> parts(address, "controller", "bus", "unit")),
          address(
              "virtio-serial",
              "Target device virtio serial address %s does not match source %s",
              address -> parts(address, "controller", "bus", "port")),
          address(
              "ccid",
              "Target device ccid address %s does not match source %s",
              address -> parts(address, "controller", "slot")),
          address(
              "isa",
              "Target device isa address %s does not match source %s",
              address -> number(address, "iobase") + ":" + number(address, "irq")),
          address(
              "dimm",
              "Target device dimm slot %s does not match source %s",
              address -> address.get("slot", "0")),
          address(
              "dimm",
              "Target device dimm base address '%s' does not match source '%s'",
              address -> Long.toHexString(number(address, "base"))),
          same("Target ACPI index '%s' does not match source '%s'", "0", "index", "acpi"));

  private static final AbiRule VIRTIO_OPTIONS =
      all(
          samePresence("Target device virtio options don't match the source", "driver"),
          virtioOption("iommu"),
          virtioOption("ats"),
          virtioOption("packed"),
          virtioOption("page_per_vq"));

  private static final AbiRule DISK =
      each(
          "disk",
          count("disk"),
          same("Target disk device %s does not match source %s", "disk", "device"),
          same("Target disk bus %s does not match source %s", C_NULL, "bus", "target"),
          same("Target disk %s does not match source %s", C_NULL, "dev", "target"),
          sameText("Target disk serial %s does not match source %s", NULL, "serial"),
          sameText("Target disk wwn '%s' does not match source '%s'", NULL, "wwn"),
          samePresence("Target disk access mode does not match source", "readonly"),
          same("Target disk model %s does not match source %s", DEFAULT, "model"),
          same(
              "Target disk rotation rate %s RPM does not match source %s RPM",
              "0", "rotation_rate", "target"),
          same("Target disk queue count %s does not match source %s", "0", "queues", "driver"),
          DeviceAbi::checkQueueSize,
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule CONTROLLER =
      each(
          "controller",
          count("controller"),
          same("Target controller type %s does not match source %s", C_NULL, "type"),
          same("Target controller index %s does not match source %s", "0", "index"),
          same(
              "Target controller model %s does not match source %s",
              controller -> Integer.toString(Controllers.modelNumber(controller))),
          when(
              controller -> controller.is("type", "virtio-serial") || controller.is("type", "usb"),
              same("Target controller ports %s does not match source %s", "-1", "ports")),
          when(
              controller -> controller.is("type", "virtio-serial"),
              same("Target controller vectors %s does not match source %s", "-1", "vectors")),
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule FILESYSTEM =
      each(
          "filesystem",
          count("filesystem"),
          same(
              "Target filesystem guest target %s does not match source %s",
              C_NULL, "dir", "target"),
          samePresence("Target filesystem access mode does not match source", "readonly"),
          same("Target filesystem model does not match source", DEFAULT, "model"),
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule NETWORK_CARD =
      each(
          "interface",
          count("net card"),
          same("Target network card mac %s does not match source %s", "", "address", "mac"),
          DeviceAbi::checkCardModel,
          same("Target network card MTU %s does not match source %s", "0", "size", "mtu"),
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule INPUT =
      each(
          "input",
          count("input device"),
          same("Target input device type %s does not match source %s", C_NULL, "type"),
          same("Target input device bus %s does not match source %s", "none", "bus"),
          same(
              "Target input model %s does not match source %s",
              input -> INPUT_BUSES.get(INPUT_MODELS.indexOf(input.get("model", DEFAULT)))),
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule VIDEO =
      each(
          "video",
          count("video card"),
          same("Target video card model %s does not match source %s", DEFAULT, "type", "model"),
          videoNumber("ram"),
          videoNumber("vram"),
          videoNumber("vram64"),
          videoNumber("vgamem"),
          videoNumber("heads"),
          samePresence(
              "Target video card acceleration does not match source", "model", "acceleration"),
          acceleration("2d"),
          acceleration("3d"),
          VIRTIO_OPTIONS,
          ADDRESS);

  private static final AbiRule HOST_DEVICE =
      each(
          "hostdev",
          count("host device"),
          same("Target host device mode %s does not match source %s", C_NULL, "mode"),
          when(
              device -> device.is("mode", "subsystem"),
              same("Target host device subsystem %s does not match source %s", C_NULL, "type")),
          ADDRESS);

  private static final AbiRule CHARACTER_DEVICES =
      all(
          each(
              "serial",
              count("serial port"),
              same("Target serial type %s does not match source %s", "none", "type", "target"),
              same(
                  "Target serial model %s does not match source %s",
                  "none", "name", "target", "model"),
              same("Target serial port %s does not match source %s", "0", "port", "target"),
              ADDRESS),
          each(
              "parallel",
              count("parallel port"),
              same("Target parallel port %s does not match source %s", "0", "port", "target"),
              ADDRESS),
          each(
              "channel",
              count("channel"),
              same("Target channel type %s does not match source %s", "none", "type", "target"),
              DeviceAbi::checkChannelName,
              when(
                  channel -> "guestfwd".equals(channel.valueAt("type", "target")),
                  same("Target channel addr %s does not match source %s", DeviceAbi::forward)),
              ADDRESS),
          each(
              "console",
              count("console"),
              same("Target console type %s does not match source %s", "serial", "type", "target"),
              ADDRESS));

  private static final AbiRule USB_FILTER =
      each(
          "redirfilter",
          count("USB redirection filter"),
          each(
              "usbdev",
              "Target USB redirection filter rule count %s does not match source %s",
              same("Target USB Class code does not match source", "-1", "class"),
              same("Target USB vendor ID does not match source", "-1", "vendor"),
              same("Target USB product ID does not match source", "-1", "product"),
              same("Target USB version does not match source", "-1", "version"),
              same("Target USB allow '%s' does not match source '%s'", "no", "allow")));

  private static final AbiRule SHARED_MEMORY =
      each(
          "shmem",
          count("shared memory device"),
          same("Target shared memory role '%s' does not match source role '%s'", DEFAULT, "role"),
          same(
              "Target shared memory model '%s' does not match source model '%s'",
              "ivshmem", "type", "model"),
          same(
              "Target shared memory size '%s' does not match source size '%s'",
              shmem -> Long.toString(Long.parseLong(AbiRule.text(shmem, "0", "size")) << 20)),
          samePresence("Target shared memory server usage doesn't match source", "server"),
          samePresence("Target shared memory MSI configuration doesn't match source", "msi"),
          same(
              "Target shared memory MSI configuration doesn't match source", "0", "vectors", "msi"),
          same(
              "Target shared memory MSI configuration doesn't match source",
              DEFAULT,
              "ioeventfd",
              "msi"),
          ADDRESS);

  private static final AbiRule TPM =
      each(
          "tpm",
          count("TPM device"),
          same("Target TPM device type doesn't match source", "", "type", "backend"),
          same("Target TPM device model doesn't match source", DEFAULT, "model"),
          when(
              tpm -> "emulator".equals(tpm.valueAt("type", "backend")),
              all(
                  same("Target TPM version doesn't match source", DEFAULT, "version", "backend"),
                  same("Target active PCR banks doesn't match source", DeviceAbi::banks))),
          ADDRESS);

  private static final AbiRule MEMORY =
      each(
          "memory",
          count("memory device"),
          same("Target memory device model '%s' doesn't match source model '%s'", "", "model"),
          sameText(
              "Target memory device targetNode '%s' doesn't match source targetNode '%s'",
              "-1", "target", "node"),
          memorySize("size '%s' doesn't match source memory device size '%s'", "size"),
          memorySize("block size '%s' doesn't match source memory device block size '%s'", "block"),
          memorySize(
              "requested size '%s' doesn't match source memory device requested size '%s'",
              "requested"),
          when(
              memory -> memory.is("model", "nvdimm"),
              all(
                  reversed(
                      "Target NVDIMM label size '%s' doesn't match source NVDIMM label size '%s'",
                      "target", "label", "size"),
                  reversed(
                      "Target NVDIMM alignment '%s' doesn't match source NVDIMM alignment '%s'",
                      "source", "alignsize"),
                  samePresence(
                      "Target NVDIMM pmem flag doesn't match source NVDIMM pmem flag",
                      "source",
                      "pmem"),
                  samePresence(
                      "Target NVDIMM readonly flag doesn't match source NVDIMM readonly flag",
                      "target",
                      "readonly"),
                  sameText("Target NVDIMM UUID doesn't match source NVDIMM", "", "uuid"))),
          ADDRESS);

  private static final AbiRule IOMMU =
      each(
          "iommu",
          "Target domain IOMMU device count does not match source",
          same("Target domain IOMMU device model '%s' does not match source '%s'", "", "model"),
          iommuOption("intremap value", "intremap", DEFAULT),
          iommuOption("caching mode", "caching_mode", DEFAULT),
          iommuOption("eim value", "eim", DEFAULT),
          iommuOption("iotlb value", "iotlb", DEFAULT),
          iommuOption("aw_bits value", "aw_bits", "0"),
          ADDRESS);

  /** All devices, in the order in which libvirt looks at them. */
  static final AbiRule DEVICES =
      all(
          DISK,
          CONTROLLER,
          FILESYSTEM,
          NETWORK_CARD,
          INPUT,
          each(
              "sound",
              count("sound card"),
              same("Target sound card model %s does not match source %s", "", "model"),
              ADDRESS),
          VIDEO,
          HOST_DEVICE,
          each("smartcard", count("smartcard"), ADDRESS),
          CHARACTER_DEVICES,
          each(
              "hub",
              count("hub device"),
              same("Target hub device type %s does not match source %s", "", "type"),
              ADDRESS),
          each(
              "redirdev",
              "Target domain redirected devices count %s does not match source %s",
              same("Target redirected device bus %s does not match source %s", "usb", "bus"),
              same(
                  "Target redirected device source type %s does not match source device source"
                      + " type %s",
                  "", "type"),
              ADDRESS),
          USB_FILTER,
          each(
              "watchdog",
              count("watchdog"),
              same("Target watchdog model %s does not match source %s", "", "model"),
              ADDRESS),
          each(
              "memballoon",
              count("memory balloon"),
              same("Target balloon model %s does not match source %s", "", "model"),
              balloonOption("autodeflate"),
              balloonOption("freePageReporting"),
              VIRTIO_OPTIONS,
              ADDRESS),
          each(
              "rng",
              count("RNG device"),
              same("Target RNG model '%s' does not match source '%s'", "", "model"),
              VIRTIO_OPTIONS,
              ADDRESS),
          each(
              "panic",
              count("panic device"),
              same("Target panic model '%s' does not match source '%s'", DEFAULT, "model"),
              ADDRESS),
          SHARED_MEMORY,
          TPM,
          MEMORY,
          IOMMU,
          each(
              "vsock",
              "Target domain vsock device count does not match source",
              same(
                  "Target domain vsock device model '%s' does not match source '%s'",
                  DEFAULT, "model"),
              VIRTIO_OPTIONS,
              ADDRESS));

  private DeviceAbi() {}

  private static String count(String what) {
    return "Target domain " + what + " count %s does not match source %s";
  }

  private static AbiRule virtioOption(String name) {
    return same(
        "Target device " + name + " option '%s' does not match source '%s'",
        DEFAULT,
        name,
        "driver");
  }

  private static AbiRule videoNumber(String name) {
    return same("Target video card " + name + " %s does not match source %s", "0", name, "model");
  }

  private static AbiRule acceleration(String dimensions) {
    return same(
        "Target video card " + dimensions + " accel %s does not match source %s",
        video -> {
          String value = video.valueAt("accel" + dimensions, "model", "acceleration");
          return value == null ? "0" : value.equals("yes") ? "1" : "2";
        });
  }

  private static AbiRule balloonOption(String name) {
    return same(
        "Target balloon " + name + " attribute value '%s' does not match source '%s'",
        DEFAULT,
        name);
  }

  private static AbiRule memorySize(String words, String name) {
    return sameText("Target memory device " + words, "0", "target", name);
  }

  private static AbiRule iommuOption(String words, String name, String absent) {
    return same(
        "Target domain IOMMU device " + words + " '%s' does not match source '%s'",
        absent,
        name,
        "driver");
  }

  /** Where libvirt names the source's value first. */
  private static AbiRule reversed(String words, String... path) {
    return (source, target) -> {
      String was = AbiRule.text(source, "0", path);
      String is = AbiRule.text(target, "0", path);
      if (!was.equals(is)) {
        throw changed(words, was, is);
      }
    };
  }

  @FunctionalInterface
  private interface Place {
    String of(Element address);
  }

  private static AbiRule address(String type, String words, Place place) {
    return (source, target) -> {
      Element was = source.child("address");
      Element is = target.child("address");
      if (was != null && is != null && was.is("type", type)) {
        String before = place.of(was);
        String after = place.of(is);
        if (!before.equals(after)) {
          throw changed(words, after, before);
        }
      }
    };
  }

  private static String pci(Element address) {
    return String.format(
        Locale.ROOT,
        "%04x:%02x:%02x.%d",
        number(address, "domain"),
        number(address, "bus"),
        number(address, "slot"),
        number(address, "function"));
  }

  private static String parts(Element address, String... names) {
    StringBuilder parts = new StringBuilder();
    for (String name : names) {
      parts.append(parts.isEmpty() ? "" : ":").append(address.get(name, "0"));
    }
    return parts.toString();
  }

  private static long number(Element address, String name) {
    return Long.decode(address.get(name, "0"));
  }

  /** libvirt's text for another queue size shows the numbers of queues. */
  private static void checkQueueSize(Element source, Element target) {
    if (!Objects.equals(
        source.valueAt("queue_size", "driver"), target.valueAt("queue_size", "driver"))) {
      throw changed(
          "Target disk queue size %s does not match source %s",
          Objects.requireNonNullElse(target.valueAt("queues", "driver"), "0"),
          Objects.requireNonNullElse(source.valueAt("queues", "driver"), "0"));
    }
  }

  /** Models that libvirt does not know by a number are compared by their names, and first. */
  private static void checkCardModel(Element source, Element target) {
    String was = source.valueAt("type", "model");
    String is = target.valueAt("type", "model");
    if (Objects.equals(was, is)) {
      return;
    }
    String words = "Target network card model %s does not match source %s";
    String unknownWas = NetworkInterface.isKnownModel(was) ? null : was;
    String unknownIs = NetworkInterface.isKnownModel(is) ? null : is;
    if (unknownWas != null || unknownIs != null) {
      throw changed(words, orNull(unknownIs), orNull(unknownWas));
    }
    throw changed(
        words,
        Objects.requireNonNullElse(is, "unknown"),
        Objects.requireNonNullElse(was, "unknown"));
  }

  private static String orNull(@Nullable String value) {
    return value == null ? NULL : value;
  }

  private static void checkChannelName(Element source, Element target) {
    String type = source.valueAt("type", "target");
    if (!"virtio".equals(type) && !"xen".equals(type)) {
      return;
    }
    String was = source.valueAt("name", "target");
    String is = target.valueAt("name", "target");
    if (!Objects.equals(was, is)) {
      throw changed("Target channel name %s does not match source %s", orNull(is), orNull(was));
    }
    boolean changesKind =
        !Objects.equals(source.get("type"), target.get("type"))
            && (source.is("type", "spicevmc") || target.is("type", "spicevmc"));
    if (was == null && changesKind) {
      throw changed(
          "Changing device type to/from spicevmc would change default target channel name");
    }
  }

  private static String forward(Element channel) {
    return channel.valueAt("address", "target") + ":" + channel.valueAt("port", "target");
  }

  private static String banks(Element tpm) {
    Element banks = tpm.at("backend", "active_pcr_banks");
    return banks == null ? "" : banks.children().stream().map(Element::name).toList().toString();
  }
}
