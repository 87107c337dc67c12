package org.jvirtd.driver.test;

import java.nio.file.Path;
import java.util.List;

/**
 * How the test driver behaves.
 *
 * @param lifetime how long the shared world of {@code test:///default} lives
 * @param maxVolumeBytes the memory that the contents of all volumes may take together, in bytes;
 *     not negative
 * @param files the folders in which files may lie that describe worlds; none if it is empty
 * @param maxFileBytes the most bytes that such a file may have, together with those that it names;
 *     positive
 */
public record TestDriverSettings(
    Lifetime lifetime, long maxVolumeBytes, List<Path> files, int maxFileBytes) {

  /** How long what was defined stays. */
  public enum Lifetime {
    /** As long as the driver. */
    DAEMON,
    /** Until the last connection closes, which is libvirt's own rule (semantics section 24). */
    LAST_CONNECTION
  }

  /** 64 MiB for the contents of volumes; no files; 1 MiB of each. */
  public static final TestDriverSettings DEFAULT =
      new TestDriverSettings(Lifetime.DAEMON, 64 << 20, List.of(), 1 << 20);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TestDriverSettings {
    files = List.copyOf(files);
    if (maxVolumeBytes < 0) {
      throw new IllegalArgumentException(
          "max-volume-bytes must not be negative: " + maxVolumeBytes);
    }
    if (maxFileBytes <= 0) {
      throw new IllegalArgumentException("max-file-bytes must be positive: " + maxFileBytes);
    }
  }

  public TestDriverSettings withLifetime(Lifetime other) {
    return new TestDriverSettings(other, maxVolumeBytes, files, maxFileBytes);
  }

  public TestDriverSettings withMaxVolumeBytes(long other) {
    return new TestDriverSettings(lifetime, other, files, maxFileBytes);
  }

  /** With other folders for files. */
  public TestDriverSettings withFiles(Path... others) {
    return new TestDriverSettings(lifetime, maxVolumeBytes, List.of(others), maxFileBytes);
  }
}
