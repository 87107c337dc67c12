package org.jvirtd.driver.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/** A network interface, as the calls about it need it. */
public record DomainInterface(Element element) {

  /** "network", "bridge", "user", … */
  public String type() {
    return element.get("type", "");
  }

  /** The MAC address in lower case. */
  public String mac() {
    String address = element.valueAt("address", "mac");
    return address == null ? "" : address;
  }

  /** The name on the host, "testnet0"; null where none is set. */
  public @Nullable String target() {
    return element.valueAt("dev", "target");
  }

  /** The network, bridge or device that it is connected to; null where there is none. */
  public @Nullable String source() {
    Element source = element.child("source");
    if (source == null) {
      return null;
    }
    return switch (type()) {
      case "network" -> source.get("network");
      case "bridge" -> source.get("bridge");
      case "direct", "vdpa" -> source.get("dev");
      case "internal" -> source.get("name");
      default -> null;
    };
  }

  public @Nullable String model() {
    return element.valueAt("type", "model");
  }
}
