package org.jvirtd.driver.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a domain was doing when its snapshot was made. */
public enum SnapshotState {
  RUNNING,
  BLOCKED,
  PAUSED,
  SHUTDOWN,
  SHUTOFF,
  CRASHED,
  PMSUSPENDED,
  /** Of the disks only. */
  DISK_SNAPSHOT;

  /** The word in the XML. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable SnapshotState of(String word) {
    for (SnapshotState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    return null;
  }

  /** Whether a domain that is taken back to it runs afterwards, or pauses. */
  public boolean isOnline() {
    return this == RUNNING || this == PAUSED;
  }

  /** Whether there was no memory to keep. */
  public boolean isOffline() {
    return this == SHUTOFF || this == DISK_SNAPSHOT;
  }
}
