package org.jvirtd.event;

import static org.jvirtd.event.HandleEvents.HANGUP;
import static org.jvirtd.event.HandleEvents.READABLE;
import static org.jvirtd.event.HandleEvents.WRITABLE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A channel with its selection key and its watches; the key's attachment. Nearly every channel has
 * one watch, so the watches are linked through themselves.
 *
 * <pre>
 *               last watch removed            end of the pass
 *   REGISTERED ────────────────────▶ RETIRING ───────────────▶ GONE
 *       │  ◀────────────────────────    │     key cancelled,
 *       │          watch added          │     selector flushed
 *       └───────────────┬───────────────┘
 *                       ▼  the owner has closed the channel
 *                    CLOSED
 * </pre>
 *
 * <p>A cancelled key stands in the way of registering its channel again until the selector has
 * forgotten it; so a key stays until the end of the pass, deaf, and a new watch takes it over.
 *
 * <p>Guarded by the loop's lock, but for what is marked as the loop thread's.
 */
final class WatchedChannel {

  enum State {
    REGISTERED,
    RETIRING,
    GONE,
    CLOSED
  }

  private static final int READ_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITE_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  final SelectableChannel channel;
  @Nullable SelectionKey key;
  @Nullable HandleWatch first;
  State state = State.CLOSED;

  /** The key's interest set, remembered so that what has not changed costs nothing. */
  int ops;

  /** What the selector has found in this pass. The loop thread's. */
  int readyOps;

  /** Whether nothing waited to be read although the channel was ready. The loop thread's. */
  boolean ended;

  /** Whether a watch wants to be told of the end, so that the loop has to ask for it. */
  volatile boolean asksForEnd;

  /**
   * Whether watches that wait for the end only are deaf for now because unread data would wake the
   * loop for ever.
   */
  volatile boolean muted;

  private @Nullable InputStream probe;

  WatchedChannel(SelectableChannel channel) {
    this.channel = channel;
  }

  void link(HandleWatch watch) {
    watch.sibling = first;
    first = watch;
  }

  void unlink(HandleWatch watch) {
    HandleWatch before = first;
    if (before == watch) {
      first = watch.sibling;
      return;
    }
    while (before != null && before.sibling != watch) {
      before = before.sibling;
    }
    if (before != null) {
      before.sibling = watch.sibling;
    }
  }

  /** The interest set that serves all its watches. */
  int wantedOps() {
    int valid = channel.validOps();
    int wanted = 0;
    boolean asks = false;
    for (HandleWatch watch = first; watch != null; watch = watch.sibling) {
      int events = watch.events;
      if ((events & READABLE) != 0) {
        wanted |= valid & READ_OPS;
        asks |= (events & HANGUP) != 0;
      }
      if ((events & WRITABLE) != 0) {
        // Both, because a socket is writable in the one way before and in the other after connect.
        wanted |= valid & WRITE_OPS;
      }
      if (watch.waitsForEndOnly() && canBeAsked()) {
        asks = true;
        if (!muted) {
          wanted |= SelectionKey.OP_READ;
        }
      }
    }
    asksForEnd = asks && canBeAsked();
    return wanted;
  }

  /** Takes note of what the selector has found; on the loop thread, without the lock. */
  void selected(int foundOps) {
    readyOps = foundOps;
    ended = asksForEnd && (foundOps & SelectionKey.OP_READ) != 0 && nothingWaits();
  }

  /** What the selector has found, in this watch's terms. */
  int eventsFor(HandleWatch watch) {
    int events = 0;
    if ((readyOps & READ_OPS) != 0) {
      if ((watch.events & READABLE) != 0) {
        events |= READABLE;
        events |= ended ? watch.events & HANGUP : 0;
      } else if (ended && watch.waitsForEndOnly()) {
        events |= HANGUP;
      }
    }
    if ((readyOps & WRITE_OPS) != 0) {
      events |= watch.events & WRITABLE;
    }
    return events;
  }

  /** Whether the unread data would wake the loop again and again for a watch that ignores it. */
  boolean wakesInVain() {
    if (ended || muted || (readyOps & SelectionKey.OP_READ) == 0) {
      return false;
    }
    for (HandleWatch watch = first; watch != null; watch = watch.sibling) {
      if (watch.waitsForEndOnly()) {
        return true;
      }
    }
    return false;
  }

  boolean isClosedByOwner() {
    return key != null && !key.isValid();
  }

  private boolean canBeAsked() {
    return channel instanceof SocketChannel;
  }

  /** A readable socket without a byte to read is at its end, or broken. */
  private boolean nothingWaits() {
    try {
      if (probe == null) {
        probe = Channels.newInputStream((SocketChannel) channel);
      }
      return probe.available() == 0;
    } catch (IOException | NotYetConnectedException e) {
      return true;
    }
  }
}
