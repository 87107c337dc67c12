package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.unsupported;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.protocol.ErrorCode;
import org.jvirtd.protocol.ErrorDomain;

/** The rules of devices of which there is not enough to say for rooms of their own. */
final class DeviceRules {

  private DeviceRules() {}

  static void networkInterface(Element one, Element domain) {
    String type = one.get("type", "");
    Element source = one.child("source");
    boolean hostAddress =
        source != null && (source.child("ip") != null || source.child("route") != null);
    if (hostAddress && !type.equals("ethernet")) {
      throw unsupported(
          ("Invalid attempt to set network interface host-side IP route and/or address info on"
                  + " interface of type '%s'. This is only supported on interfaces of type 'ethernet'")
              .formatted(type));
    }
    if ("no".equals(one.valueAt("managed", "target")) && !type.equals("ethernet")) {
      throw unsupported(
          "unmanaged target dev is not supported on interfaces of type '%s'".formatted(type));
    }
    teaming(one.child("teaming"));
    String model = one.valueAt("type", "model");
    if (!Rules.isVirtioModel(model)) {
      Rules.requireNoVirtioOptions(one.child("driver"));
    }
    if (type.equals("vhostuser")) {
      vhostUser(source, model);
    }
  }

  private static void teaming(@Nullable Element teaming) {
    if (teaming == null) {
      return;
    }
    boolean persistent = teaming.has("persistent");
    if (teaming.is("type", "transient") && !persistent) {
      throw unsupported("teaming persistent attribute must be set if teaming type is 'transient'");
    }
    if (!teaming.is("type", "transient") && persistent) {
      throw unsupported(
          "teaming persistent attribute not allowed if teaming type is '%s'"
              .formatted(teaming.get("type", "")));
    }
  }

  private static void vhostUser(@Nullable Element source, @Nullable String model) {
    if (!Rules.isVirtioModel(model)) {
      throw XmlFailure.internal(
          "Wrong or no <model> 'type' attribute specified with <interface type='vhostuser'/>."
              + " vhostuser requires the virtio-net* frontend");
    }
    if (source != null
        && source.is("mode", "server")
        && "yes".equals(source.valueAt("enabled", "reconnect"))) {
      throw unsupported(
          "'reconnect' attribute unsupported 'server' mode for <interface type='vhostuser'>");
    }
  }

  static void hostDevice(Element device, Element domain) {
    if (!device.is("mode", "subsystem")) {
      return;
    }
    String type = device.get("type", "");
    String address = Rules.addressType(device);
    if (address != null) {
      hostAddress(type, address);
    }
    if (type.equals("scsi") && device.is("sgio", "unfiltered")) {
      throw unsupported("unfiltered sgio is no longer supported");
    }
    Element teaming = device.child("teaming");
    if (teaming == null) {
      return;
    }
    if (!teaming.is("type", "transient")) {
      throw unsupported("teaming hostdev devices must have type='transient'");
    }
    if (!teaming.has("persistent")) {
      throw unsupported("missing required persistent attribute in hostdev teaming element");
    }
    if (!type.equals("pci")) {
      throw unsupported("teaming is only supported for pci hostdev devices");
    }
  }

  private static void hostAddress(String type, String address) {
    switch (type) {
      case "pci" -> {
        if (!address.equals("pci") && !address.equals("unassigned")) {
          throw XmlFailure.internal("PCI host devices must use 'pci' or 'unassigned' address type");
        }
      }
      case "scsi" -> {
        if (!address.equals("drive")) {
          throw unsupported("SCSI host device must use 'drive' address type");
        }
      }
      case "scsi_host" -> {
        if (!address.equals("pci") && !address.equals("ccw")) {
          throw unsupported("SCSI_host host device must use 'pci' or 'ccw' address type");
        }
      }
      case "usb" -> {
        if (!address.equals("usb")) {
          throw unsupported("USB host device must use 'usb' address type");
        }
      }
      default -> {}
    }
  }

  static void video(Element video, Element domain) {
    Element model = video.child("model");
    Element devices = domain.child("devices");
    if (model == null || devices == null) {
      return;
    }
    boolean alone = devices.children("video").size() == 1;
    boolean none =
        devices.children("video").stream()
            .anyMatch(other -> "none".equals(other.valueAt("type", "model")));
    if (none && !alone) {
      throw unsupported("a 'none' video type must be the only video device defined for the domain");
    }
    String type = model.get("type", "");
    Element driver = video.child("driver");
    boolean process = driver != null && driver.is("name", "vhostuser");
    if (process && !type.equals("virtio")) {
      throw unsupported("'vhostuser' driver is only supported with 'virtio' device");
    }
    if (!process && model.valueAt("rendernode", "acceleration") != null) {
      throw unsupported("unsupported rendernode accel attribute without 'vhostuser'");
    }
    Element resolution = model.child("resolution");
    if (resolution != null && (resolution.is("x", "0") || resolution.is("y", "0"))) {
      throw unsupported("video resolution values must be greater than 0");
    }
    videoMemory(model, type);
    if (type.equals("ramfb") && video.child("address") != null) {
      throw unsupported("address not supported for video type ramfb");
    }
    if (!type.equals("virtio")) {
      Rules.requireNoVirtioOptions(driver);
    }
  }

  private static void videoMemory(Element model, String type) {
    if (type.equals("qxl")) {
      return;
    }
    for (String attribute : new String[] {"ram", "vram64", "vgamem"}) {
      if (model.has(attribute)) {
        throw unsupported("%s attribute only supported for video type qxl".formatted(attribute));
      }
    }
  }

  static void input(Element input, Element domain) {
    Element type = domain.at("os", "type");
    String os = type == null || type.text() == null ? "" : String.valueOf(type.text());
    String kind = input.get("type", "");
    String bus = input.get("bus", "");
    boolean basic = kind.equals("mouse") || kind.equals("keyboard");
    switch (os) {
      case "hvm" -> {
        if (bus.equals("ps2") && !basic) {
          throw XmlFailure.internal("ps2 bus does not support " + kind + " input device");
        }
        if (bus.equals("xen")) {
          throw XmlFailure.internal("unsupported input bus " + bus);
        }
      }
      case "xen", "xenpvh" -> onlyBus("xen", bus, "unsupported input bus ", basic, kind);
      default -> {
        if (!Inputs.isParallels(domain)) {
          throw XmlFailure.internal(
              "Input devices are not supported by this virtualization driver.");
        }
        onlyBus("parallels", bus, "parallels containers don't support input bus ", basic, kind);
      }
    }
    if (kind.equals("passthrough") && !bus.equals("virtio")) {
      throw unsupported("only bus 'virtio' is supported for 'passthrough' input devices");
    }
    if (kind.equals("evdev") && !bus.isEmpty()) {
      throw unsupported("input evdev doesn't support bus element");
    }
    String model = input.get("model");
    if (Rules.isVirtioModel(model) && !bus.equals("virtio")) {
      throw unsupported("only bus 'virtio' is supported for input model '%s'".formatted(model));
    }
  }

  /** Guests of some kinds have one bus for their inputs, and only mice and keyboards on it. */
  private static void onlyBus(
      String only, String bus, String otherwise, boolean basic, String kind) {
    if (!bus.equals(only)) {
      throw XmlFailure.internal(otherwise + (bus.isEmpty() ? "none" : bus));
    }
    if (!basic) {
      throw XmlFailure.internal(only + " bus does not support " + kind + " input device");
    }
  }

  static void filesystem(Element filesystem, Element domain) {
    if (filesystem.valueAt("dir", "target") == null) {
      String place = Filesystem.place(filesystem);
      throw place == null
          ? XmlFailure.bare(ErrorCode.NO_TARGET)
          : XmlFailure.of(ErrorCode.NO_TARGET, ErrorDomain.DOMAIN, place);
    }
    boolean ordered = filesystem.child("boot") != null;
    if (ordered && !"virtiofs".equals(filesystem.valueAt("type", "driver"))) {
      throw unsupported("boot order is only supported for virtiofs");
    }
  }

  static void sharedMemory(Element memory, Element domain) {
    String name = memory.get("name", "");
    if (name.indexOf('/') >= 0) {
      throw unsupported("shmem name cannot include '/' character");
    }
    if (name.equals(".") || name.equals("..")) {
      throw unsupported("shmem name cannot be equal to '%s'".formatted(name));
    }
  }

  static void tpm(Element tpm, Element domain) {
    Element backend = tpm.child("backend");
    if (backend == null) {
      return;
    }
    if (backend.child("active_pcr_banks") != null && !backend.is("version", "2.0")) {
      throw XmlFailure.invalid("<active_pcr_banks/> requires TPM version '2.0'");
    }
    if (backend.is("type", "external")) {
      Element source = backend.child("source");
      if (source == null || !source.is("type", "unix")) {
        throw XmlFailure.invalid("only source type 'unix' is supported for external TPM device");
      }
      if (source.is("mode", "bind")) {
        throw XmlFailure.invalid("only 'client' mode is supported for external TPM device");
      }
      if (!source.has("path")) {
        throw XmlFailure.invalid("missing socket path for external TPM device");
      }
    }
  }

  static void iommu(Element iommu, Element domain) {
    String model = iommu.get("model", "");
    Element driver = iommu.child("driver");
    boolean described = driver != null && !driver.isEmpty();
    if (!model.equals("intel") && described) {
      throw XmlFailure.invalid("iommu model '" + model + "' doesn't support additional attributes");
    }
    if (!model.equals("virtio") && iommu.child("address") != null) {
      throw XmlFailure.invalid("iommu model '" + model + "' can't have address");
    }
  }

  static void vsock(Element vsock, Element domain) {
    String address = vsock.valueAt("address", "cid");
    if (address != null && Long.parseLong(address) <= 2) {
      throw unsupported("guest CIDs must be >= 3");
    }
    if (!Rules.isVirtioModel(vsock.get("model"))) {
      Rules.requireNoVirtioOptions(vsock.child("driver"));
    }
  }
}
