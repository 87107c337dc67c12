package org.jvirtd.event;

import org.jspecify.annotations.Nullable;

/** One watch on a channel. */
final class HandleWatch extends Source {

  final WatchedChannel channel;
  final EventLoop.HandleCallback callback;

  /** What it waits for. Written under the loop's lock, read anywhere. */
  volatile int events;

  /** What this pass has found, 0 for nothing. Belongs to the loop thread. */
  int readyEvents;

  /** Whether it was told that its channel is closed. Guarded by the loop's lock. */
  boolean errorTold;

  /** The next watch on the same channel. Guarded by the loop's lock. */
  @Nullable HandleWatch sibling;

  HandleWatch(
      int id,
      String name,
      Runnable onRemoved,
      long order,
      WatchedChannel channel,
      EventLoop.HandleCallback callback) {
    super(id, name, onRemoved, order);
    this.channel = channel;
    this.callback = callback;
  }

  /** Whether it waits for nothing but the end of the channel. */
  boolean waitsForEndOnly() {
    return events != 0 && (events & (HandleEvents.READABLE | HandleEvents.WRITABLE)) == 0;
  }
}
