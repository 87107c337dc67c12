package org.jvirtd.driver.test;

import java.util.BitSet;
import java.util.List;

/**
 * What the imaginary guest of a domain remembers from one call to the next, over restarts too.
 * Guarded by the domain's lock.
 */
final class GuestState {
  /** The file systems that every test guest has mounted. */
  static final List<String> MOUNT_POINTS = List.of("/", "/boot");

  /** The guest's clock stands still at libvirt's figure: some day in November 1989. */
  private long seconds = 627_319_920;

  private int nanoseconds;
  private final BitSet frozen = new BitSet(MOUNT_POINTS.size());

  long seconds() {
    return seconds;
  }

  int nanoseconds() {
    return nanoseconds;
  }

  void setTime(long seconds, int nanoseconds) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
  }

  /**
   * Freezes or thaws file systems, all or none of them.
   *
   * @param mountPoints which; all of them if it is empty
   * @return how many were not in that condition before
   */
  int freeze(List<String> mountPoints, boolean freeze) {
    BitSet wanted = new BitSet();
    for (String mountPoint : mountPoints.isEmpty() ? MOUNT_POINTS : mountPoints) {
      wanted.set(indexOf(mountPoint));
    }
    int before = frozen.cardinality();
    if (freeze) {
      frozen.or(wanted);
    } else {
      frozen.andNot(wanted);
    }
    return Math.abs(frozen.cardinality() - before);
  }

  /**
   * @throws LibvirtException OPERATION_INVALID if nothing is mounted there
   */
  static int indexOf(String mountPoint) {
    int index = MOUNT_POINTS.indexOf(mountPoint);
    if (index < 0) {
      throw LibvirtException.invalidOperation(
          TEST, "mount point not found: " + mountPoint);
    }
    return index;
  }
}
