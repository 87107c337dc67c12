package org.jvirtd.driver.test;

import static org.jvirtd.protocol.ErrorDomain.TEST;

import java.util.BitSet;
import java.util.List;
import org.jvirtd.protocol.LibvirtException;
import org.jvirtd.protocol.domain.DomainControlInfo;

/**
 * What the imaginary guest of a domain remembers from one call to the next, over restarts too.
 * Guarded by the domain's lock.
 */
final class GuestState {
  /** The file systems that every test guest has mounted. */
  static final List<String> MOUNT_POINTS = List.of("/", "/boot");

  private static final int CONTROL_OK = 0;
  private static final int CONTROL_JOB = 1;
  private static final int CONTROL_OCCUPIED = 2;
  private static final int CONTROL_ERROR = 3;

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
      throw LibvirtException.invalidOperation(TEST, "mount point not found: " + mountPoint);
    }
    return index;
  }

  /**
   * What {@code virDomainGetControlInfo} answers, which follows from the guest's clock, so that a
   * client can bring about every answer: below 10,000 s a job, below 30,000 s another call, below
   * 60,000 s an error holds the domain.
   */
  DomainControlInfo controlInfo() {
    if (seconds > 0 && seconds < 10_000) {
      return new DomainControlInfo(CONTROL_JOB, 0, seconds);
    }
    if (seconds >= 10_000 && seconds < 30_000) {
      return new DomainControlInfo(CONTROL_OCCUPIED, 0, seconds - 10_000);
    }
    if (seconds >= 30_000 && seconds < 60_000) {
      return new DomainControlInfo(CONTROL_ERROR, (int) (seconds % 4), seconds - 30_000);
    }
    return new DomainControlInfo(CONTROL_OK, 0, 0);
  }
}
