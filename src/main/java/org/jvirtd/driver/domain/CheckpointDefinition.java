package org.jvirtd.driver.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain's checkpoint: from when on changes of its disks are noted down. Never changed: a change
 * makes another one.
 *
 * @param creationSeconds seconds since 1970
 * @param domain the domain as it was; null where an old document lacks it
 */
public record CheckpointDefinition(
    String name,
    @Nullable String description,
    @Nullable String parent,
    long creationSeconds,
    List<Disk> disks,
    @Nullable DomainDefinition domain)
    implements Moment<CheckpointDefinition> {

  static final String NO = "no";
  static final String BITMAP = "bitmap";

  /**
   * What is done with one disk.
   *
   * @param name the disk's name in the guest; as long as a document is read, perhaps its path
   * @param checkpoint "no" or "bitmap"
   * @param bitmap the name under which the changes are noted, null where there is none
   */
  public record Disk(String name, String checkpoint, @Nullable String bitmap) {}

  public CheckpointDefinition {
    disks = List.copyOf(disks);
  }

  @Override
  public CheckpointDefinition withParent(@Nullable String other) {
    return new CheckpointDefinition(name, description, other, creationSeconds, disks, domain);
  }

  public CheckpointDefinition withDomain(@Nullable DomainDefinition other) {
    return new CheckpointDefinition(name, description, parent, creationSeconds, disks, other);
  }

  CheckpointDefinition withDisks(List<Disk> others) {
    return new CheckpointDefinition(name, description, parent, creationSeconds, others, domain);
  }
}
