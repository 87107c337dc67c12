package org.jvirtd.daemon;

import org.jspecify.annotations.Nullable;

/**
 * That a client wants an event.
 *
 * @param callbackId what the client knows it by; unique on its connection
 * @param key the object it is about, or null for all of its kind
 * @param legacy whether it came by procedure 105 or 167
 */
record Registration(
    int callbackId, EventKind kind, EventType type, @Nullable Object key, boolean legacy) {

  boolean wants(Record event) {
    return type.record() == event.getClass() && (key == null || key.equals(EventKind.keyOf(event)));
  }

  /**
   * Whether the other one asks for the same, which libvirt refuses (semantics section 15): the old
   * way of registering is not told from the new one.
   */
  boolean asksTheSameAs(Registration other) {
    return type == other.type && (key == null ? other.key == null : key.equals(other.key));
  }
}
