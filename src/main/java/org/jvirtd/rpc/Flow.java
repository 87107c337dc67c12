package org.jvirtd.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a connection several threads decide on: its state, its window, what waits to be sent, and
 * whether it is read. One lock guards all of it, this object's own, and is held for a moment only:
 * a write under it never blocks.
 *
 * <p>It decides, and its {@link Connection} acts on that, after the lock: here neither the loop nor
 * a worker is called.
 */
final class Flow implements TransmitQueue.Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);

  private static final String REPLY = "a reply";
  private static final String EVENT = "an event";

  // What a reply leaves to do, as a mask.

  /** The call was not answered before. */
  static final int FIRST = 1;

  /** The loop has to look after the connection. */
  static final int ATTEND = 2;

  /** There are calls that wait for a slot. */
  static final int PARKED = 4;

  // What the loop has to do in its turn, as a mask.

  /** There is room again for what comes. */
  static final int RESUME = 1;

  /** All is finished: the last words are due. */
  static final int LEAVE = 2;

  /** Pings are to be sent. */
  static final int KEEP_ALIVE = 4;

  private final Connection connection;
  private final Server server;
  private final RequestWindow window = new RequestWindow();
  private final Outbox outbox;
  private ConnectionState state = ConnectionState.OPEN;
  private boolean paused;
  private boolean keepaliveWanted;
  private @Nullable Call closeAfter;
  private @Nullable CloseReason closeReason;
  private long calls;
  private long replies;

  // Changed by the loop thread only, which may read them without the lock.
  private long waitedForWindow;
  private long unread;

  /** Made for the first one. */
  private volatile @Nullable Streams streams;

  Flow(Connection connection, Accepted client) {
    this.connection = connection;
    this.server = connection.server();
    this.outbox = new Outbox(connection, client.wire(), this);
  }

  // ---- Calls and packets that come: the loop thread ----

  synchronized ConnectionState state() {
    return state;
  }

  /** Whether the client is not read now, so that its silence says nothing of it. */
  synchronized boolean isPaused() {
    return paused;
  }

  /** Whether nothing waits to be sent. */
  synchronized boolean isAllSent() {
    return outbox.isEmpty();
  }

  synchronized Admission admit(Call call) {
    if (state == ConnectionState.STOPPING) {
      calls++;
      window.takeSlot();
      return Admission.REFUSED;
    }
    if (state != ConnectionState.OPEN) {
      return Admission.DROPPED;
    }
    calls++;
    boolean runs = false;
    if (mayStartCalls()) {
      runs = window.admit(call, server.limits());
    } else {
      window.park(call);
    }
    waitedForWindow += runs ? 0 : 1;
    paused = !mayRead();
    unread += paused ? 1 : 0;
    return Admission.of(runs, paused);
  }

  /** Calls that have found the window full. On the loop thread. */
  long waitedForWindow() {
    return waitedForWindow;
  }

  /** Times that the client was not read since too many of its calls wait. On the loop thread. */
  long unread() {
    return unread;
  }

  /**
   * Has the client not be read when there is no room for what may come.
   *
   * @return whether that is so
   */
  synchronized boolean pauseIfFull() {
    paused = !mayRead();
    return paused;
  }

  /** Whether calls may begin: not while more replies wait for the client than it may leave. */
  private boolean mayStartCalls() {
    return !outbox.isClogged();
  }

  /** Whether there is room for what comes from the client. */
  private boolean mayRead() {
    return switch (state) {
      case OPEN -> !window.isFull(server.limits()) && !isAStreamFull();
      // Refusals must not gather for one that calls and does not read.
      case STOPPING -> !outbox.isBlocked() && !isAStreamFull();
      case CLOSING, DRAINING, LEAVING, LINGERING, CLOSED -> false;
    };
  }

  private boolean isAStreamFull() {
    Streams known = streams;
    return known != null && known.isFull();
  }

  // ---- The loop's turn ----

  /** The socket takes bytes again. */
  synchronized void onWritable() {
    outbox.onWritable();
  }

  /** Sends what waits. Returns whether calls wait for a slot, which may have become free. */
  synchronized boolean sendWaiting() {
    flush();
    return window.parked() > 0;
  }

  /** Sends what waits, and says what else there is to do: a mask. */
  synchronized int turn() {
    flush();
    endIfDrained();
    int toDo = keepaliveWanted && state.serves() ? KEEP_ALIVE : 0;
    if (paused && mayRead()) {
      paused = false;
      toDo |= RESUME;
    } else if (state == ConnectionState.STOPPING && isFinished()) {
      state = ConnectionState.LEAVING;
      toDo |= LEAVE;
    }
    return toDo;
  }

  /** What to watch the socket for, a mask of {@link HandleEvents}; -1 for no more, at the end. */
  synchronized int watches() {
    if (state == ConnectionState.CLOSED) {
      return -1;
    }
    return (state.reads(paused) ? HandleEvents.READABLE : 0)
        | (outbox.isBlocked() ? HandleEvents.WRITABLE : 0);
  }

  synchronized void addLastWord(byte[] message) {
    if (state == ConnectionState.LEAVING) {
      outbox.add(message, null);
      flush();
    }
  }

  /**
   * @return whether the last words have all left just now
   */
  synchronized boolean lingerIfAllHasLeft() {
    boolean now = state == ConnectionState.LEAVING && outbox.isEmpty();
    if (now) {
      state = ConnectionState.LINGERING;
    }
    return now;
  }

  synchronized void wantKeepalive() {
    keepaliveWanted = true;
  }

  /** The next parked call that may run, with its slot taken; null if there is none. */
  synchronized @Nullable Call nextParked() {
    boolean any = state != ConnectionState.CLOSED && window.parked() > 0;
    return any && mayStartCalls() ? window.next(server.limits()) : null;
  }

  // ---- Sending: any thread ----

  /**
   * Sends a reply, unless the call was answered before.
   *
   * @param close whether the connection closes when it has left
   * @return what that leaves to do: a mask
   */
  synchronized int reply(Call call, XdrWriter message, boolean close) {
    if (!call.markAnswered()) {
      return 0;
    }
    if (state == ConnectionState.CLOSED) {
      return FIRST;
    }
    if (close) {
      state = ConnectionState.CLOSING;
      closeAfter = call;
    }
    if (overflows(Header.MAX_FRAME_BYTES)) {
      // Calls that were running already when the limit was reached have come to this.
      endUnreadBy(REPLY);
    } else if (state != ConnectionState.CLOSED) {
      send(message, call);
    }
    endIfDrained();
    return FIRST | (needsLoop() ? ATTEND : 0) | (window.parked() > 0 ? PARKED : 0);
  }

  private void send(XdrWriter reply, Call call) {
    if (window.used() == 1) {
      endUnless(outbox.sendNow(reply, call));
    } else {
      outbox.add(reply.toByteArray(), call);
    }
  }

  /** Its slot is free. The lock is held, as all sending is done under it. */
  @Override
  public void onReplySent(Call call) {
    window.release();
    replies++;
    if (call == closeAfter) {
      end(CloseReason.CLIENT_CLOSED);
    }
  }

  /** Adds a message that answers no call; it is dropped if the connection is at its end. */
  synchronized void add(byte[] message) {
    if (state.serves() && overflows(0)) {
      endUnreadBy(EVENT);
    }
    if (state.serves()) {
      outbox.add(message, null);
    }
  }

  /**
   * Sends a packet of a stream.
   *
   * @param stream told when the last byte has left, or null
   * @return whether the loop has to look after the connection
   */
  synchronized boolean sendPacket(byte[] packet, @Nullable ClientStream stream) {
    if (!state.sendsPackets()) {
      return false;
    }
    outbox.addPacket(packet, stream);
    flush();
    endIfDrained();
    return needsLoop();
  }

  /**
   * Answers the parked calls whose time is over. They have no slots to give back.
   *
   * @return how many
   */
  synchronized int expireParked(CallDeadlines deadlines, long nowNanos) {
    if (state == ConnectionState.CLOSED || window.parked() == 0) {
      return 0;
    }
    List<Call> over = window.withdraw(call -> call.isOver(deadlines, nowNanos));
    for (Call call : over) {
      if (call.markAnswered()) {
        outbox.add(call.timeoutReply(deadlines), null);
        replies++;
      }
    }
    return over.size();
  }

  /** The calls that wait for room in the window. */
  synchronized List<Call> parkedCalls() {
    return window.parkedCalls();
  }

  /** Whether more than may be, and so many bytes beyond, wait for the client. */
  private boolean overflows(int beyond) {
    if (outbox.isOver(beyond) && !outbox.isBlocked()) {
      // A burst before the loop's next turn is not the client's fault.
      flush();
    }
    return outbox.isOver(beyond);
  }

  /** The client does not read, and the daemon's memory has an end. */
  private void endUnreadBy(String message) {
    LOG.warn(
        "{}: closed: it does not read; {} bytes wait for it (limit {}), and {} is to be added; {}"
            + " of its calls are under way",
        connection,
        outbox.waiting(),
        server.maxOutboundNow(),
        message,
        window.used());
    end(CloseReason.OUTBOUND_FULL);
  }

  private void flush() {
    endUnless(outbox.flush());
  }

  private void endUnless(boolean sent) {
    if (!sent) {
      end(CloseReason.IO_ERROR);
    }
  }

  /** Whether the loop has to look after the connection. */
  synchronized boolean needsLoop() {
    return state == ConnectionState.CLOSED
        || !outbox.isEmpty()
        || (state == ConnectionState.STOPPING && isFinished())
        || (paused && mayRead());
  }

  // ---- Streams ----

  /** The client's streams, if it has ever opened one. From any thread, without the lock. */
  @Nullable Streams knownStreams() {
    return streams;
  }

  Streams streams() {
    Streams known = streams;
    return known == null ? makeStreams() : known;
  }

  private synchronized Streams makeStreams() {
    Streams known = streams;
    if (known == null) {
      known = new Streams(connection);
      streams = known;
      if (state == ConnectionState.STOPPING) {
        known.stop();
      } else if (!state.serves()) {
        known.abandon();
      }
    }
    return known;
  }

  // ---- The end ----

  /** The server stops. Returns how many calls are under way. */
  synchronized int stop() {
    if (state == ConnectionState.OPEN) {
      state = ConnectionState.STOPPING;
    }
    return window.used() + window.parked();
  }

  /** The client sends no more. */
  synchronized void onEndOfInput() {
    if (state == ConnectionState.LINGERING) {
      end(CloseReason.STOPPING);
    } else if (state.serves()) {
      state = ConnectionState.DRAINING;
      closeReason = CloseReason.CLIENT_GONE;
    }
  }

  /**
   * @return false if it was closed before
   */
  synchronized boolean close(CloseReason why) {
    if (state == ConnectionState.CLOSED) {
      return false;
    }
    end(why);
    return true;
  }

  private void endIfDrained() {
    if (state == ConnectionState.DRAINING && isFinished()) {
      end(closeReason == null ? CloseReason.STOPPING : closeReason);
    }
  }

  /** Whether nothing is in flight. */
  private boolean isFinished() {
    Streams known = streams;
    return window.used() == 0
        && window.parked() == 0
        && outbox.isEmpty()
        && (known == null || known.isEmpty());
  }

  private void end(CloseReason why) {
    state = ConnectionState.CLOSED;
    closeReason = why;
    window.clear();
    outbox.clear();
  }

  synchronized CallLoad load() {
    return new CallLoad(window.used(), window.parked());
  }

  synchronized FlowNumbers numbers() {
    return new FlowNumbers(
        state,
        closeReason,
        window.used(),
        window.parked(),
        calls,
        replies,
        waitedForWindow,
        unread,
        outbox.sent(),
        outbox.waiting());
  }
}
