package org.jvirtd.driver.domain;

/** Bounds that keep a small document from making a large definition. */
final class Limits {

  /** Devices of all kinds together: some of their defaults look at all pairs. */
  static final int MAX_DEVICES = 2048;

  /** Letters of a disk's name after its prefix: more make a number that is no index. */
  static final int MAX_DISK_LETTERS = 5;

  /** vCPUs of a domain whose single states are listed; hypervisors stop long before it. */
  static final int MAX_VCPUS = 16_384;

  /** Controllers that are added because an address names one with a high index. */
  static final int MAX_CONTROLLER_INDEX = 1024;

  /** NUMA cells of a guest: their distances are a table with its square of entries. */
  static final int MAX_NUMA_CELLS = 256;

  private Limits() {}
}
