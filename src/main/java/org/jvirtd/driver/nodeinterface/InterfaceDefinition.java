package org.jvirtd.driver.nodeinterface;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an interface of the host is: complete, checked, and never changed.
 *
 * @param startMode "onboot", "hotplug", "none", or null where it is not said
 * @param mtu in bytes, 0 where it is not said
 */
public record InterfaceDefinition(
    String name,
    @Nullable String startMode,
    long mtu,
    List<Protocol> protocols,
    @Nullable Link link,
    Kind kind) {
  public InterfaceDefinition {
    protocols = List.copyOf(protocols);
  }

  /** The MAC address as it was written, null where there is none: only Ethernet has one. */
  public @Nullable String mac() {
    return kind instanceof Ethernet(String mac) ? mac : null;
  }

  /** What sort of interface it is. */
  public sealed interface Kind {
    /** The word in the XML. */
    String word();
  }

  /** A network card. */
  public record Ethernet(@Nullable String mac) implements Kind {
    @Override
    public String word() {
      return "ethernet";
    }
  }

  /**
   * A bridge with the interfaces in it.
   *
   * @param stp "on", "off", or null
   */
  public record Bridge(
      @Nullable String stp, @Nullable String delay, List<InterfaceDefinition> members)
      implements Kind {
    public Bridge {
      members = List.copyOf(members);
    }

    @Override
    public String word() {
      return "bridge";
    }
  }

  /** Several cards that work as one. */
  public record Bond(
      @Nullable String mode, @Nullable Monitor monitor, List<InterfaceDefinition> members)
      implements Kind {
    public Bond {
      members = List.copyOf(members);
    }

    @Override
    public String word() {
      return "bond";
    }
  }

  /** A VLAN of another interface. */
  public record Vlan(String tag, String device) implements Kind {
    @Override
    public String word() {
      return "vlan";
    }
  }

  /** How a bond notices that a card has failed. */
  public sealed interface Monitor {
    /** By the link; times in milliseconds, 0 where they are not said. */
    record Mii(int frequency, int downDelay, int upDelay, @Nullable String carrier)
        implements Monitor {}

    /** By ARP requests; the interval is in milliseconds. */
    record Arp(int interval, String target, @Nullable String validate) implements Monitor {}
  }

  /**
   * Addresses of a family.
   *
   * @param family "ipv4" or "ipv6"
   */
  public record Protocol(
      String family,
      boolean autoconf,
      @Nullable Dhcp dhcp,
      List<Address> addresses,
      @Nullable String gateway) {
    public Protocol {
      addresses = List.copyOf(addresses);
    }
  }

  /** That addresses come by DHCP. */
  public record Dhcp(@Nullable String peerDns) {}

  /** An address; the prefix is 0 where it is not said. */
  public record Address(String address, int prefix) {}

  /**
   * The state of the link.
   *
   * @param speed in Mbit/s, 0 where it is not said
   */
  public record Link(long speed, @Nullable String state) {}
}
