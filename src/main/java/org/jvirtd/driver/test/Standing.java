package org.jvirtd.driver.test;

/**
 * Whether a network or a storage pool is active, and whether it stays when it stops.
 *
 * <pre>
 *            defined               started
 *   GONE ──────────────▶ INACTIVE ─────────▶ ACTIVE
 *    ▲ │                          ◀─────────   ▲
 *    │ │                           stopped     │ defined
 *    │ └─────────── started ─────────────▶ TRANSIENT
 *    └───────────── stopped ───────────────────┘
 * </pre>
 */
enum Standing {
  /** Not there yet, or no more. */
  GONE,
  /** Defined, and stopped. */
  INACTIVE,
  /** Defined, and started. */
  ACTIVE,
  /** Started, and gone when it stops. */
  TRANSIENT;

  boolean isActive() {
    return this == ACTIVE || this == TRANSIENT;
  }

  boolean isPersistent() {
    return this == INACTIVE || this == ACTIVE;
  }

  Standing defined() {
    return isActive() ? ACTIVE : INACTIVE;
  }

  Standing started() {
    return isPersistent() ? ACTIVE : TRANSIENT;
  }

  Standing stopped() {
    return isPersistent() ? INACTIVE : GONE;
  }
}
