package org.jvirtd.driver.nodedevice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.nodedevice.Capability.FibreChannel;
import org.jvirtd.driver.nodedevice.Capability.ScsiHost;

/**
 * What a device of the host is: complete, checked, and never changed.
 *
 * @param path where the system describes it
 * @param node its file under {@code /dev}
 * @param links further names of that file
 */
public record NodeDeviceDefinition(
    String name,
    @Nullable String path,
    @Nullable String node,
    List<String> links,
    Parent parent,
    List<Capability> capabilities) {
  public NodeDeviceDefinition {
    links = List.copyOf(links);
    capabilities = List.copyOf(capabilities);
  }

  /** What a device hangs on: by name, or in a storage network by names of there. */
  public record Parent(
      @Nullable String name,
      @Nullable String wwnn,
      @Nullable String wwpn,
      @Nullable String fabricWwn) {}

  /** Whether it is of a type, or stands for it. */
  public boolean has(CapabilityType type) {
    return capabilities.stream().anyMatch(one -> one.is(type));
  }

  /** Its names in a storage network, null where it is in none. */
  public @Nullable FibreChannel fibreChannel() {
    for (Capability one : capabilities) {
      if (one instanceof ScsiHost host && host.fibreChannel() != null) {
        return host.fibreChannel();
      }
    }
    return null;
  }

  /**
   * The same device under another name, with other names in the storage network: as a virtual
   * adapter looks that was made of the same parent.
   */
  public NodeDeviceDefinition asVirtualAdapter(String newName, String wwnn, String wwpn) {
    List<Capability> changed =
        capabilities.stream().map(one -> asVirtualAdapter(one, wwnn, wwpn)).toList();
    return new NodeDeviceDefinition(newName, path, node, links, parent, changed);
  }

  private static Capability asVirtualAdapter(Capability one, String wwnn, String wwpn) {
    if (!(one instanceof ScsiHost host)) {
      return one;
    }
    FibreChannel names = host.fibreChannel();
    return names == null
        ? new ScsiHost(host.host() + 1, host.uniqueId() + 1, null, host.makesPorts())
        : new ScsiHost(
            host.host(),
            host.uniqueId(),
            new FibreChannel(wwnn, wwpn, names.fabricWwn()),
            host.makesPorts());
  }
}
