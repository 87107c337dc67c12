package org.jvirtd.event;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop's watches, and what the selector knows of them. Guarded by the loop's lock, but for what
 * is marked as the loop thread's.
 */
final class Handles {

  private final Selector selector;
  private final SourceTable<HandleWatch> watches = new SourceTable<>();

  /** What the selector has found in this pass. The loop thread's. */
  private final List<WatchedChannel> selected = new ArrayList<>();

  /** Channels whose last watch was removed. */
  private final List<WatchedChannel> retiring = new ArrayList<>();

  /** Watches to be told that their channel is closed. */
  private final List<HandleWatch> owedErrors = new ArrayList<>();

  /** How many keys the selector must have; when it has fewer, an owner has closed a channel. */
  private int keys;

  private long sweeps;

  Handles(Selector selector) {
    this.selector = selector;
  }

  int size() {
    return watches.size();
  }

  /** See {@link SourceTable#find}. */
  @Nullable HandleWatch find(int watch) {
    return watches.find(watch);
  }

  HandleWatch add(
      String name,
      SelectableChannel channel,
      int events,
      EventLoop.HandleCallback callback,
      Runnable onRemoved,
      long order) {
    WatchedChannel watched = watched(channel);
    HandleWatch watch =
        new HandleWatch(watches.nextId(), name, onRemoved, order, watched, callback);
    watch.events = events;
    watched.link(watch);
    watches.put(watch);
    refresh(watched);
    oweError(watch);
    return watch;
  }

  void update(HandleWatch watch, int events, long order) {
    watch.events = events;
    watch.order = order;
    watch.channel.muted = false;
    refresh(watch.channel);
    oweError(watch);
  }

  void remove(HandleWatch watch) {
    watch.removed = true;
    watches.remove(watch);
    WatchedChannel watched = watch.channel;
    watched.unlink(watch);
    refresh(watched);
    if (watched.first == null && watched.state == WatchedChannel.State.REGISTERED) {
      watched.state = WatchedChannel.State.RETIRING;
      retiring.add(watched);
    }
  }

  /** Any watch that is left, or null. */
  @Nullable HandleWatch any() {
    for (int i = 0; i < watches.capacity(); i++) {
      HandleWatch watch = watches.slot(i);
      if (watch != null) {
        return watch;
      }
    }
    return null;
  }

  boolean owesErrors() {
    return !owedErrors.isEmpty();
  }

  /** Called by the selector, on the loop thread and without the lock. */
  void onSelected(SelectionKey key) {
    if (key.attachment() instanceof WatchedChannel watched) {
      try {
        watched.selected(key.readyOps());
        selected.add(watched);
      } catch (CancelledKeyException e) {
        // Its owner has closed it just now: the next sweep finds it.
      }
    }
  }

  /** Hands over the watches that have something to be told. On the loop thread. */
  void collect(ReadyQueue ready) {
    for (int i = 0; i < owedErrors.size(); i++) {
      HandleWatch watch = owedErrors.get(i);
      if (!watch.removed && watch.events != 0 && !watch.errorTold) {
        watch.errorTold = true;
        offer(watch, HandleEvents.ERROR, ready);
      }
    }
    owedErrors.clear();
    for (int i = 0; i < selected.size(); i++) {
      WatchedChannel watched = selected.get(i);
      for (HandleWatch watch = watched.first; watch != null; watch = watch.sibling) {
        offer(watch, watched.eventsFor(watch), ready);
      }
      if (watched.wakesInVain()) {
        watched.muted = true;
        refresh(watched);
      }
    }
    selected.clear();
  }

  private static void offer(HandleWatch watch, int events, ReadyQueue ready) {
    if (events != 0) {
      if (watch.readyEvents == 0) {
        ready.add(watch);
      }
      watch.readyEvents |= events;
    }
  }

  /** After a callback: it may have closed its channel, or read what kept others on it mute. */
  void calledBack(WatchedChannel watched) {
    if (watched.isClosedByOwner()) {
      markClosed(watched);
    } else if (watched.muted) {
      watched.muted = false;
      refresh(watched);
    }
  }

  /**
   * Makes the selector forget the channels that nobody watches any more, so that their owners can
   * close them for good, make them blocking, or have them watched again.
   */
  void retire() throws IOException {
    if (retiring.isEmpty()) {
      return;
    }
    for (int i = 0; i < retiring.size(); i++) {
      WatchedChannel watched = retiring.get(i);
      SelectionKey key = watched.key;
      if (watched.state == WatchedChannel.State.RETIRING && key != null) {
        watched.state = WatchedChannel.State.GONE;
        key.cancel();
        keys--;
      }
    }
    retiring.clear();
    // What is ready is ready again in the next select: the selector reports levels.
    selector.selectNow(key -> {});
  }

  /** Finds the channels that were closed under their watches. Costs nothing while there is none. */
  void sweepClosed() {
    if (selector.keys().size() >= keys) {
      return;
    }
    sweeps++;
    for (int i = 0; i < watches.capacity(); i++) {
      HandleWatch watch = watches.slot(i);
      if (watch != null && watch.channel.isClosedByOwner()) {
        markClosed(watch.channel);
      }
    }
  }

  /** How often all watches had to be looked at. */
  long sweeps() {
    return sweeps;
  }

  private WatchedChannel watched(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null && key.isValid() && key.attachment() instanceof WatchedChannel known) {
      if (known.state == WatchedChannel.State.RETIRING) {
        known.state = WatchedChannel.State.REGISTERED;
      }
      return known;
    }
    WatchedChannel fresh = new WatchedChannel(channel);
    try {
      fresh.key = channel.register(selector, 0, fresh);
      fresh.state = WatchedChannel.State.REGISTERED;
      keys++;
    } catch (ClosedChannelException | CancelledKeyException e) {
      fresh.state = WatchedChannel.State.CLOSED;
    } catch (IllegalBlockingModeException e) {
      throw new IllegalArgumentException("The channel is in blocking mode", e);
    }
    return fresh;
  }

  private void refresh(WatchedChannel watched) {
    SelectionKey key = watched.key;
    if (watched.state != WatchedChannel.State.REGISTERED || key == null) {
      return;
    }
    int wanted = watched.wantedOps();
    if (wanted != watched.ops) {
      try {
        key.interestOps(wanted);
        watched.ops = wanted;
      } catch (CancelledKeyException e) {
        markClosed(watched);
      }
    }
  }

  private void markClosed(WatchedChannel watched) {
    if (watched.state == WatchedChannel.State.REGISTERED
        || watched.state == WatchedChannel.State.RETIRING) {
      keys--;
      watched.state = WatchedChannel.State.CLOSED;
      for (HandleWatch watch = watched.first; watch != null; watch = watch.sibling) {
        oweError(watch);
      }
    }
  }

  private void oweError(HandleWatch watch) {
    if (watch.channel.state == WatchedChannel.State.CLOSED
        && watch.events != 0
        && !watch.errorTold) {
      owedErrors.add(watch);
    }
  }
}
