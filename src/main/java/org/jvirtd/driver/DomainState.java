package org.jvirtd.driver;

/**
 * What a domain is doing, as libvirt tells it. The order is that of the numbers in {@code
 * virDomainState}.
 */
public enum DomainState {
  NO_STATE,
  RUNNING,
  BLOCKED,
  PAUSED,
  SHUTTING_DOWN,
  SHUTOFF,
  CRASHED,
  PM_SUSPENDED
}
