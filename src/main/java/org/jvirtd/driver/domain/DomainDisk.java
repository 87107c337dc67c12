package org.jvirtd.driver.domain;

import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/** A disk, as the calls about block devices need it. */
public record DomainDisk(Element element) {

  /** "file", "block", "network", "volume", … */
  public String type() {
    return element.get("type", "file");
  }

  /** "disk", "cdrom", "floppy" or "lun". */
  public String device() {
    return element.get("device", "disk");
  }

  /** The name in the guest, "vda". */
  public String target() {
    String target = element.valueAt("dev", "target");
    return target == null ? "" : target;
  }

  public @Nullable String bus() {
    return element.valueAt("bus", "target");
  }

  /** The path of the file or block device, or the name of the network volume; null where empty. */
  public @Nullable String source() {
    Element source = element.child("source");
    if (source == null) {
      return null;
    }
    return switch (type()) {
      case "file" -> source.get("file");
      case "block" -> source.get("dev");
      case "dir" -> source.get("dir");
      case "network" -> source.get("name");
      case "volume" -> source.get("volume");
      default -> null;
    };
  }

  /** Whether there is nothing in the drive. */
  public boolean isEmpty() {
    return switch (type()) {
      case "file", "block", "dir" -> source() == null;
      case "network" -> "none".equals(element.valueAt("protocol", "source"));
      default -> false;
    };
  }

  /** How a snapshot treats the disk; null where the definition leaves that open. */
  public @Nullable String snapshot() {
    String said = element.get("snapshot");
    return said == null && readOnly() ? "no" : said;
  }

  public boolean readOnly() {
    return element.child("readonly") != null;
  }
}
