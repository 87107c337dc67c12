package org.jvirtd.driver.nodedevice;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that a device is or can do. */
public sealed interface Capability {

  CapabilityType type();

  /** Further types that it stands for in lists. */
  Set<CapabilityType> nested();

  /** What is written of it. */
  List<Part> parts();

  /** Whether it is of a type, or stands for it. */
  default boolean is(CapabilityType wanted) {
    return type() == wanted || nested().contains(wanted);
  }

  /** Any capability of which a driver needs no more than that it is there. */
  record Plain(CapabilityType type, Set<CapabilityType> nested, List<Part> parts)
      implements Capability {
    public Plain {
      nested = Set.copyOf(nested);
      parts = List.copyOf(parts);
    }
  }

  /**
   * A SCSI adapter.
   *
   * @param uniqueId -1 where it is not known
   * @param fibreChannel its names in a storage network, null where it is in none
   * @param makesPorts whether virtual adapters can be made of it
   */
  record ScsiHost(long host, int uniqueId, @Nullable FibreChannel fibreChannel, boolean makesPorts)
      implements Capability {

    @Override
    public CapabilityType type() {
      return CapabilityType.SCSI_HOST;
    }

    @Override
    public Set<CapabilityType> nested() {
      if (fibreChannel == null) {
        return makesPorts ? Set.of(CapabilityType.VPORTS) : Set.of();
      }
      return makesPorts
          ? Set.of(CapabilityType.FC_HOST, CapabilityType.VPORTS)
          : Set.of(CapabilityType.FC_HOST);
    }

    @Override
    public List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      parts.add(Part.text("host", host));
      if (uniqueId != -1) {
        parts.add(Part.text("unique_id", uniqueId));
      }
      if (fibreChannel != null) {
        parts.add(Part.of("capability", fibreChannel.parts(), "type", "fc_host"));
      }
      if (makesPorts) {
        // The numbers are the host's to tell: from a definition they are not taken.
        List<Part> counts = List.of(Part.text("max_vports", 0), Part.text("vports", 0));
        parts.add(Part.of("capability", counts, "type", "vport_ops"));
      }
      return parts;
    }
  }

  /** The names of an adapter in a storage network: of its node, its port, and the fabric. */
  record FibreChannel(String wwnn, String wwpn, @Nullable String fabricWwn) {
    List<Part> parts() {
      Part.Facts facts = new Part.Facts();
      facts.text("wwnn", wwnn);
      facts.text("wwpn", wwpn);
      facts.textIf("fabric_wwn", fabricWwn);
      return facts.parts();
    }
  }
}
