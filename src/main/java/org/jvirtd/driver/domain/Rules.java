package org.jvirtd.driver.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;
import org.jvirtd.rpc.RpcException;

/**
 * What a complete definition has to satisfy, in libvirt's order: each device by itself, kind after
 * kind, then the domain as a whole. A client sees the first failure.
 */
final class Rules {

  /** The devices in the order in which they are looked at, with the rules of each kind. */
  private static final List<Map.Entry<String, BiConsumer<Element, Element>>> DEVICES =
      List.of(
          Map.entry("disk", DiskRules::check),
          Map.entry("interface", DeviceRules::networkInterface),
          Map.entry("sound", AudioRules::sound),
          Map.entry("hostdev", DeviceRules::hostDevice),
          Map.entry("video", DeviceRules::video),
          Map.entry("controller", ControllerRules::check),
          Map.entry("smartcard", CharacterRules::smartcard),
          Map.entry("serial", CharacterRules::device),
          Map.entry("parallel", CharacterRules::device),
          Map.entry("channel", CharacterRules::device),
          Map.entry("console", CharacterRules::device),
          Map.entry("input", DeviceRules::input),
          Map.entry("filesystem", DeviceRules::filesystem),
          Map.entry("watchdog", (device, domain) -> {}),
          Map.entry("memballoon", (device, domain) -> {}),
          Map.entry("rng", CharacterRules::random),
          Map.entry("nvram", (device, domain) -> {}),
          Map.entry("hub", (device, domain) -> {}),
          Map.entry("shmem", DeviceRules::sharedMemory),
          Map.entry("tpm", DeviceRules::tpm),
          Map.entry("panic", (device, domain) -> {}),
          Map.entry("memory", MemoryRules::check),
          Map.entry("redirdev", CharacterRules::redirected),
          Map.entry("iommu", DeviceRules::iommu),
          Map.entry("vsock", DeviceRules::vsock),
          Map.entry("graphics", AudioRules::graphics),
          Map.entry("audio", AudioRules::audio));

  private static final Set<String> VIRTIO_MODELS =
      Set.of("virtio", "virtio-transitional", "virtio-non-transitional");

  private Rules() {}

  static void check(Element domain) {
    Element devices = domain.child("devices");
    if (devices != null) {
      for (var kind : DEVICES) {
        for (Element device : devices.children(kind.getKey())) {
          requireAddress(device);
          kind.getValue().accept(device, domain);
        }
      }
    }
    DomainRules.check(domain);
  }

  private static void requireAddress(Element device) {
    if ("unassigned".equals(addressType(device)) && !device.name().equals("hostdev")) {
      throw XmlFailure.unsupported("address of type 'unassigned' is supported only for hostdevs");
    }
  }

  /** The type of a device's address, null where it has none. */
  static @Nullable String addressType(Element device) {
    return device.valueAt("type", "address");
  }

  /** Options that only virtio devices have, in the element that may hold them. */
  static void requireNoVirtioOptions(@Nullable Element driver) {
    if (driver == null) {
      return;
    }
    for (String option : new String[] {"iommu", "ats", "packed"}) {
      if (driver.has(option)) {
        throw XmlFailure.unsupported(
            option + " driver option is only supported for virtio devices");
      }
    }
    if (driver.has("page_per_vq")) {
      throw XmlFailure.unsupported("page_per_vq option is only supported for virtio devices");
    }
  }

  static boolean isVirtioModel(@Nullable String model) {
    return model != null && VIRTIO_MODELS.contains(model);
  }

  /** Labels of a source may only override labels of the domain that are put on. */
  static void requireRelabelling(@Nullable Element source, Element domain) {
    if (source == null) {
      return;
    }
    for (Element label : source.children("seclabel")) {
      for (Element own : domain.children("seclabel")) {
        boolean same = java.util.Objects.equals(own.get("model"), label.get("model"));
        if (same && !own.is("relabel", "yes")) {
          throw XmlFailure.unsupported(
              "label overrides require relabeling to be enabled at the domain level");
        }
      }
    }
  }

  /** Whether a text has no control characters. */
  static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  static RpcException detail(String text) {
    return XmlFailure.malformed(text);
  }

  static RpcException unsupported(String text) {
    return XmlFailure.unsupported(text);
  }
}
