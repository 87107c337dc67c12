package org.jvirtd.driver.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain's snapshot. Never changed: a change makes another one.
 *
 * @param creationSeconds seconds since 1970
 * @param state what the domain was doing; null until that is known
 * @param memory where its memory is: "no", "internal", "external"; null until that is known
 * @param memoryFile the file with its memory, where that is external
 * @param disks in the order of the domain's, once they are aligned with them
 * @param domain the domain as it was; null where an old document lacks it
 * @param inactiveDomain the domain as it would have been started next, where that was another
 */
public record SnapshotDefinition(
    String name,
    @Nullable String description,
    @Nullable String parent,
    long creationSeconds,
    @Nullable SnapshotState state,
    @Nullable String memory,
    @Nullable String memoryFile,
    List<SnapshotDisk> disks,
    @Nullable DomainDefinition domain,
    @Nullable DomainDefinition inactiveDomain)
    implements Moment<SnapshotDefinition> {

  public SnapshotDefinition {
    disks = List.copyOf(disks);
  }

  @Override
  public SnapshotDefinition withParent(@Nullable String other) {
    return new SnapshotDefinition(
        name,
        description,
        other,
        creationSeconds,
        state,
        memory,
        memoryFile,
        disks,
        domain,
        inactiveDomain);
  }

  public SnapshotDefinition withDomain(@Nullable DomainDefinition other) {
    return new SnapshotDefinition(
        name,
        description,
        parent,
        creationSeconds,
        state,
        memory,
        memoryFile,
        disks,
        other,
        inactiveDomain);
  }

  /**
   * The snapshot of a domain in that state; memory that the client places elsewhere stays there.
   */
  public SnapshotDefinition inState(@Nullable SnapshotState now) {
    String kept = now == SnapshotState.SHUTOFF ? SnapshotDisk.NO : SnapshotDisk.INTERNAL;
    return new SnapshotDefinition(
        name,
        description,
        parent,
        creationSeconds,
        now,
        SnapshotDisk.EXTERNAL.equals(memory) ? memory : kept,
        memoryFile,
        disks,
        domain,
        inactiveDomain);
  }

  SnapshotDefinition withDisks(List<SnapshotDisk> others) {
    return new SnapshotDefinition(
        name,
        description,
        parent,
        creationSeconds,
        state,
        memory,
        memoryFile,
        others,
        domain,
        inactiveDomain);
  }

  /** Whether any of it is in files beside those of the domain. */
  public boolean isExternal() {
    return SnapshotDisk.EXTERNAL.equals(memory)
        || disks.stream().anyMatch(SnapshotDisk::isExternal);
  }

  /** Whether the client wants to make the snapshot of any disk itself. */
  public boolean hasManualDisk() {
    return disks.stream().anyMatch(disk -> SnapshotDisk.MANUAL.equals(disk.location()));
  }
}
