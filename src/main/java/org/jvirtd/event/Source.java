package org.jvirtd.event;

import org.jspecify.annotations.Nullable;

/** What the loop calls back: a watch or a timer. */
abstract sealed class Source permits HandleWatch, Timer {

  /** The watch or timer number, never used again. */
  final int id;

  final String name;
  final Runnable onRemoved;

  /**
   * Its place in the order of attachment; an update gives a new one. Guarded by the loop's lock.
   */
  long order;

  /** Set by a remove, on any thread; the loop looks at it right before the callback. */
  volatile boolean removed;

  /** The next of those whose {@code onRemoved} has still to run. Guarded by the loop's lock. */
  @Nullable Source nextRemoved;

  Source(int id, String name, Runnable onRemoved, long order) {
    this.id = id;
    this.name = name;
    this.onRemoved = onRemoved;
    this.order = order;
  }
}
