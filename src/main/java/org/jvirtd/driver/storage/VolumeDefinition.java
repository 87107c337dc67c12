package org.jvirtd.driver.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.jvirtd.driver.xml.Element;

/**
 * What a volume is: complete, checked, and never changed; a change makes another definition. Any
 * thread may use it.
 */
public final class VolumeDefinition {
  private final Element root;
  private final String name;
  private final long capacity;
  private final long allocation;

  VolumeDefinition(Element root, long capacity, long allocation) {
    this.root = root.freeze();
    this.name = Objects.requireNonNull(Parts.text(root, "name"), "name");
    this.capacity = capacity;
    this.allocation = allocation;
  }

  Element root() {
    return root;
  }

  public String name() {
    return name;
  }

  /** What identifies the volume on its host; null where nobody has said yet. */
  public @Nullable String key() {
    return Parts.text(root, "key");
  }

  /** Where the volume lies; null where nobody has said yet. */
  public @Nullable String path() {
    Element target = root.child("target");
    return target == null ? null : Parts.text(target, "path");
  }

  /** The size that a guest sees, in bytes. */
  public long capacity() {
    return capacity;
  }

  /** The bytes that it takes from its pool. */
  public long allocation() {
    return allocation;
  }

  /** Whether the volume is no more than its bytes: raw, or of a kind that has no formats. */
  public boolean isRaw() {
    String format = root.valueAt("type", "target", "format");
    return format == null || format.equals("raw");
  }

  /** With another path and key. */
  public VolumeDefinition at(String path, String key) {
    Element copy = root.copy();
    copy.removeAll("key");
    Parts.addText(copy, "key", key);
    Element target = copy.open("target");
    target.removeAll("path");
    Parts.addText(target, "path", path);
    return new VolumeDefinition(copy, capacity, allocation);
  }

  /** With other sizes, in bytes. */
  public VolumeDefinition withSizes(long newCapacity, long newAllocation) {
    return new VolumeDefinition(root, newCapacity, newAllocation);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VolumeDefinition volume
        && root.equals(volume.root)
        && capacity == volume.capacity
        && allocation == volume.allocation;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "VolumeDefinition[" + name + "]";
  }
}
