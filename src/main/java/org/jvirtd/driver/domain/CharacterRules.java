package org.jvirtd.driver.domain;

import static org.jvirtd.driver.domain.Rules.unsupported;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;
import org.jvirtd.driver.xml.XmlFailure;

/** The rules of what sends and receives characters: ports, consoles, channels and others. */
final class CharacterRules {

  private CharacterRules() {}

  static void device(Element device, Element domain) {
    String target = CharacterDevices.targetType(device);
    boolean generated =
        device.name().equals("channel") && ("virtio".equals(target) || "xen".equals(target));
    source(device, device.get("type", "pty"), generated, domain);
  }

  static void smartcard(Element card, Element domain) {
    String address = Rules.addressType(card);
    if (address != null && !address.equals("ccid")) {
      throw unsupported("Controllers must use the 'ccid' address type");
    }
    if (card.is("mode", "passthrough")) {
      source(card, card.get("type", "pty"), false, domain);
    }
  }

  static void random(Element rng, Element domain) {
    Element backend = rng.child("backend");
    if (backend != null && backend.is("model", "egd")) {
      source(backend, backend.get("type", "pty"), false, domain);
    }
  }

  static void redirected(Element device, Element domain) {
    if (device.get("bus", "usb").equals("usb") && !hasUsb(domain)) {
      throw unsupported("cannot add redirected USB device: USB is disabled for this domain");
    }
    source(device, device.get("type", "pty"), false, domain);
  }

  private static boolean hasUsb(Element domain) {
    Element devices = domain.child("devices");
    return devices != null
        && devices.children("controller").stream()
            .anyMatch(one -> one.is("type", "usb") && !one.is("model", "none"));
  }

  /**
   * @param generated whether a path that is missing is made up
   */
  private static void source(Element device, String type, boolean generated, Element domain) {
    Element source = device.child("source");
    switch (type) {
      case "file", "dev", "pipe" -> require(source, "path");
      case "nmdm" -> {
        if (source != null && source.has("master") != source.has("slave")) {
          throw XmlFailure.internal(
              "Should define both master and slave path attributes for nmdm device");
        }
      }
      case "tcp" -> {
        require(source, "host");
        require(source, "service");
        requireConnecting(source);
      }
      case "udp" -> {
        boolean connects =
            device.children("source").stream()
                .anyMatch(one -> one.is("mode", "connect") && one.has("service"));
        if (!connects) {
          throw XmlFailure.internal("Missing source service attribute for char device");
        }
      }
      case "unix" -> {
        if (!generated) {
          require(source, "path");
        }
        requireConnecting(source);
      }
      case "spiceport", "dbus" -> channelName(source == null ? null : source.get("channel"));
      default -> {}
    }
    Rules.requireRelabelling(source, domain);
  }

  private static void require(@Nullable Element source, String attribute) {
    if (source == null || !source.has(attribute)) {
      throw XmlFailure.internal("Missing source " + attribute + " attribute for char device");
    }
  }

  private static void requireConnecting(@Nullable Element source) {
    if (source != null
        && source.is("mode", "bind")
        && "yes".equals(source.valueAt("enabled", "reconnect"))) {
      throw XmlFailure.internal("chardev reconnect is possible only for connect mode");
    }
  }

  private static void channelName(@Nullable String name) {
    if (name == null) {
      throw unsupported("Missing source channel attribute for char device");
    }
    if (!name.matches("[a-zA-Z0-9_.-]*")) {
      throw XmlFailure.of(
          org.jvirtd.protocol.ErrorCode.INVALID_ARG,
          org.jvirtd.protocol.ErrorDomain.DOMAIN,
          "Invalid character in source channel for char device");
    }
  }
}
