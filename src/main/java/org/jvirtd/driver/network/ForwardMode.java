package org.jvirtd.driver.network;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How traffic leaves a network. */
public enum ForwardMode {
  NONE(true),
  NAT(true),
  ROUTE(true),
  OPEN(true),
  BRIDGE(false),
  PRIVATE(false),
  VEPA(false),
  PASSTHROUGH(false),
  HOSTDEV(false);

  private final boolean hasOwnBridge;

  ForwardMode(boolean hasOwnBridge) {
    this.hasOwnBridge = hasOwnBridge;
  }

  /** Whether such a network has a bridge that libvirt makes. */
  boolean hasOwnBridge() {
    return hasOwnBridge;
  }

  /** The word in the XML. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that word, null where there is none. */
  static @Nullable ForwardMode of(String word) {
    for (ForwardMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }
}
