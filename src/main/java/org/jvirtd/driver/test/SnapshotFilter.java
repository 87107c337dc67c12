package org.jvirtd.driver.test;

import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.ACTIVE;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.DISK_ONLY;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.EXTERNAL;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.INACTIVE;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.INTERNAL;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.LEAVES;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.METADATA;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.NO_LEAVES;
import static org.jvirtd.protocol.snapshot.DomainSnapshotFlags.List.NO_METADATA;

import org.jvirtd.driver.domain.SnapshotDefinition;
import org.jvirtd.driver.domain.SnapshotState;

/**
 * Which snapshots a list is to hold: libvirt's filter flags. They come in groups; a snapshot must
 * match one flag of each group of which any is set. Only leaves and inner snapshots, both asked
 * for, exclude each other: so it is in libvirt.
 */
final class SnapshotFilter {
  private SnapshotFilter() {}

  static Moments.Filter<SnapshotDefinition> of(int flags) {
    // All snapshots have metadata here.
    boolean none = asks(flags, NO_METADATA) && !asks(flags, METADATA);
    return new Moments.Filter<>(
        !none && !asks(flags, NO_LEAVES),
        !none && !asks(flags, LEAVES),
        snapshot -> hasState(snapshot, flags) && isPlaced(snapshot, flags));
  }

  private static boolean hasState(SnapshotDefinition snapshot, int flags) {
    int own =
        snapshot.state() == SnapshotState.SHUTOFF
            ? INACTIVE
            : snapshot.state() == SnapshotState.DISK_SNAPSHOT ? DISK_ONLY : ACTIVE;
    return matches(flags, own, INACTIVE | ACTIVE | DISK_ONLY);
  }

  private static boolean isPlaced(SnapshotDefinition snapshot, int flags) {
    return matches(flags, snapshot.isExternal() ? EXTERNAL : INTERNAL, INTERNAL | EXTERNAL);
  }

  private static boolean matches(int flags, int own, int group) {
    return !asks(flags, group) || asks(flags, own);
  }

  private static boolean asks(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
