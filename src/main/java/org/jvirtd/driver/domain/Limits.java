package org.jvirtd.driver.domain;

/** Bounds that keep a small document from making a large definition. */
final class Limits {

  /** vCPUs of a domain whose single states are listed; hypervisors stop long before it. */
  static final int MAX_VCPUS = 16_384;

  /** Controllers that are added because an address names one with a high index. */
  static final int MAX_CONTROLLER_INDEX = 1024;

  private Limits() {}
}
