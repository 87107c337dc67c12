package org.jvirtd.driver.test;

/** A change of a domain's life that connections are told of: libvirt's event and detail numbers. */
enum LifecycleChange {
  DEFINED_ADDED(0, 0),
  DEFINED_UPDATED(0, 1),
  DEFINED_RENAMED(0, 2),
  UNDEFINED_REMOVED(1, 0),
  UNDEFINED_RENAMED(1, 1),
  STARTED_BOOTED(2, 0),
  STARTED_RESTORED(2, 2),
  STARTED_FROM_SNAPSHOT(2, 3),
  SUSPENDED_PAUSED(3, 0),
  SUSPENDED_FROM_SNAPSHOT(3, 5),
  RESUMED_UNPAUSED(4, 0),
  STOPPED_SHUTDOWN(5, 0),
  STOPPED_DESTROYED(5, 1),
  STOPPED_CRASHED(5, 2),
  STOPPED_SAVED(5, 4),
  STOPPED_FROM_SNAPSHOT(5, 6);

  private final int event;
  private final int detail;

  LifecycleChange(int event, int detail) {
    this.event = event;
    this.detail = detail;
  }

  /** The number in {@code virDomainEventType}. */
  int event() {
    return event;
  }

  /** The number in the detail enumeration of the event. */
  int detail() {
    return detail;
  }
}
