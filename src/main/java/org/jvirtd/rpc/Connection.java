package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.worker.JobOwner;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection.
 *
 * <pre>
 *          closing call answered           last byte of that reply has left
 *   OPEN ─────────────────────────▶ CLOSING ────────────────────────────▶ CLOSED
 *    │ │   EOF                          nothing in flight any more         ▲ ▲ ▲
 *    │ ├──────────────────────────▶ DRAINING ──────────────────────────────┘ │ │
 *    │ │   the server stops           ▲ EOF                                  │ │
 *    │ └──────────────────────────▶ STOPPING ──nothing in flight──▶ LEAVING  │ │
 *    │                                        all has left │                 │ │
 *    │                                       LINGERING ◀───┘                 │ │
 *    │                                           └──────EOF, or enough waited┘ │
 *    └────────── bad frame, I/O error, keepalive timeout, … ───────────────────┘
 * </pre>
 *
 * <p>Only an open connection takes calls. While the server stops, what is in flight is finished,
 * keepalive is still answered, events are still sent, and calls that come are refused; then the
 * last words of the programs are sent, and the socket is closed in one direction. What the client
 * has sent meanwhile is read and dropped until it closes its direction too: a socket that is closed
 * with bytes unread is reset, and a reset takes away replies that the client has not read yet.
 *
 * <p>A connection that drains still counts as a client: so the calls that wait for workers are
 * bounded by clients and windows, even if clients come, call and go.
 *
 * <p><b>Who touches what.</b> Reading (the frame reader, keepalive, the watch) belongs to the loop
 * thread: it is {@link ConnectionReader}'s. The window, the transmit queue and the state have one
 * lock, which is held for a moment only: a write under it never blocks.
 *
 * <p><b>Who writes.</b> A worker writes its reply itself when nothing else of the connection is in
 * flight. Otherwise the reply is queued, and the loop sends what has gathered when it has its turn.
 * What the socket does not take waits until it is writable.
 */
public final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final String REPLY = "a reply";
  private static final String EVENT = "an event";

  private enum State {
    OPEN,
    CLOSING,
    DRAINING,
    STOPPING,
    LEAVING,
    LINGERING,
    CLOSED
  }

  private final Server server;
  private final long id;
  private final Peer peer;
  private final ListenerSettings settings;
  private final Instant since;
  private final Sessions sessions;

  private final ConnectionReader reader;
  private final JobOwner jobOwner = new Owner();
  private volatile ClientIdentity identity;
  private volatile Map<String, String> forwardedIdentity = Map.of();

  /** Whether the client may call anything: it has logged in, or need not. */
  private volatile boolean authenticated;

  /** Made for the first one. Written under the lock. */
  private volatile @Nullable Streams streams;

  private volatile @Nullable Grant grant;
  private volatile boolean deniedBefore;

  // Guarded by the lock.
  private final Object lock = new Object();
  private final RequestWindow window = new RequestWindow();
  private final TransmitQueue output;
  private State state = State.OPEN;
  private boolean paused;
  private long waitedForWindow;
  private long unread;
  private boolean keepaliveWanted;
  private @Nullable Call closeAfter;
  private @Nullable CloseReason closeReason;
  private long calls;
  private long replies;
  private long unsent;

  /** Set while the connection stands in the server's queue for the loop's attention. */
  final AtomicBoolean awaitsAttention = new AtomicBoolean();

  Connection(Server server, long id, Accepted client) {
    this.server = server;
    this.id = id;
    this.peer = client.peer();
    this.settings = client.settings();
    this.identity = client.identity();
    this.authenticated = settings.authentication() == Authentication.NONE;
    this.since = Instant.now();
    this.sessions = new Sessions(this, server.programCount());
    this.output = new TransmitQueue(client.wire(), this::onReplySent);
    this.reader = new ConnectionReader(this, client);
  }

  /** Begins to read. On the loop thread. */
  void open() {
    reader.open();
  }

  public Server server() {
    return server;
  }

  /** Numbers of a server's connections start at 1 and only grow (semantics section 7). */
  public long id() {
    return id;
  }

  public Peer peer() {
    return peer;
  }

  /**
   * Whether the client may only read: its socket is one for that (semantics section 19), or what is
   * known of the client allows no more. Not on the loop thread.
   */
  public boolean isReadOnly() {
    return settings.readOnly() || (authenticated && grant().readOnly());
  }

  /**
   * What the client may call. It is found out once, when the client has shown who it is. Not on the
   * loop thread.
   */
  Grant grant() {
    Grant known = grant;
    if (known == null) {
      known = server.access().grant(identity);
      grant = known;
    }
    return known;
  }

  /** Counts a call that is refused, and logs the first. */
  void countDenied(ServerCounters.Denial kind, BoundProcedure procedure) {
    server.counters().countDenied(kind);
    if (deniedBefore) {
      LOG.debug("{}, {}: {} refused: {}", this, identity, procedure, kind);
    } else {
      deniedBefore = true;
      LOG.info("{}, {}: {} refused: {} (said once a client)", this, identity, procedure, kind);
    }
  }

  /** What the client has to do before it may call anything. */
  public Authentication authentication() {
    return settings.authentication();
  }

  /**
   * Whether the client has authenticated itself, where that is asked. One that is not asked counts
   * as authenticated (semantics 7).
   */
  public boolean isAuthenticated() {
    return authenticated;
  }

  /** Who the client is, as far as that is proved. From any thread. */
  public ClientIdentity identity() {
    return identity;
  }

  /**
   * The client has logged in: it may call now, and counts no longer against the limit of those that
   * have not. From any thread.
   */
  public void setAuthenticated(ClientIdentity proved) {
    synchronized (lock) {
      if (state == State.CLOSED || authenticated) {
        // One that is at its end is taken from the count when it is removed.
        return;
      }
      identity = proved;
      authenticated = true;
    }
    server.onAuthenticated();
  }

  /** Notes who the client says it acts for. From any thread. */
  public void setForwardedIdentity(Map<String, String> claimed) {
    forwardedIdentity = Map.copyOf(claimed);
  }

  // ---- Reading: the loop thread ----

  /** Whether to go on with what comes from the client. */
  boolean isRead() {
    synchronized (lock) {
      return isServing();
    }
  }

  /** Whether what comes from the client is only to be dropped. */
  boolean isLingering() {
    synchronized (lock) {
      return state == State.LINGERING;
    }
  }

  /** The lock is held. */
  private boolean isServing() {
    return state == State.OPEN || state == State.STOPPING;
  }

  /** Takes a packet of a stream. Returns whether to go on reading. */
  boolean onStreamPacket(Header header, ByteBuffer frame, int body, int end) {
    Streams known = streams;
    if (known == null) {
      server.counters().streamPacketsDropped.increment();
      return isRead();
    }
    known.onPacket(header, frame, body, end);
    boolean stop;
    synchronized (lock) {
      paused = !mayRead();
      stop = paused;
    }
    if (stop) {
      rewatch();
      reader.onPaused();
    }
    return !stop;
  }

  /** Whether nothing waits to be sent. */
  boolean isAllSent() {
    synchronized (lock) {
      return output.isEmpty();
    }
  }

  /** The socket takes bytes again. */
  void onWritable() {
    synchronized (lock) {
      output.onWritable();
    }
    // It is sent now, or counted again as what the socket refuses.
    attend();
  }

  /** Runs, parks or refuses a call. Returns whether to go on reading. */
  boolean admit(Call call) {
    if (isRefusing()) {
      return refuse(call);
    }
    boolean runs;
    boolean firstToWait;
    boolean firstUnread;
    boolean stop;
    synchronized (lock) {
      if (state != State.OPEN) {
        return false;
      }
      calls++;
      runs = mayStartCalls() && window.admit(call, server.limits());
      if (!runs && !mayStartCalls()) {
        window.park(call);
      }
      waitedForWindow += runs ? 0 : 1;
      firstToWait = !runs && waitedForWindow == 1;
      paused = !mayRead();
      stop = paused;
      unread += stop ? 1 : 0;
      firstUnread = stop && unread == 1;
    }
    if (runs) {
      server.enqueue(call);
    } else {
      server.counters().windowFull.increment();
    }
    if (firstToWait) {
      sayThatCallsWait();
    }
    if (stop) {
      server.counters().unread.increment();
      rewatch();
      reader.onPaused();
    }
    if (firstUnread) {
      sayThatItIsNotRead();
    }
    return !stop;
  }

  private void sayThatCallsWait() {
    LOG.info(
        "{}: its request window of {} is full; further calls wait (said once a client)",
        this,
        server.limits().maxRequests());
  }

  private void sayThatItIsNotRead() {
    LOG.warn(
        "{}: as many of its calls wait as may ({}, or {} bytes); it is not read until one begins"
            + " (said once a client)",
        this,
        server.limits().maxParked(),
        server.limits().maxParkedBytes());
  }

  /**
   * Whether calls may begin: not while more replies wait for the client than it may leave unread.
   * The lock is held.
   */
  private boolean mayStartCalls() {
    return !output.isBlocked() || output.waiting() <= server.maxOutboundNow();
  }

  /** Whether the client is not read now, so that its silence says nothing of it. */
  boolean isUnread() {
    synchronized (lock) {
      return paused;
    }
  }

  /** Only the loop thread begins to stop and to end, so this holds until it does something else. */
  private boolean isRefusing() {
    synchronized (lock) {
      return state == State.STOPPING;
    }
  }

  private boolean refuse(Call call) {
    synchronized (lock) {
      calls++;
      window.takeSlot();
    }
    server.counters().refused.increment();
    call.refuse("the daemon is stopping");
    boolean stop;
    synchronized (lock) {
      // Replies must not gather for one that calls and does not read.
      paused = !mayRead();
      stop = paused;
    }
    if (stop) {
      // At once: another read would come before the frames that are left.
      rewatch();
    }
    return !stop;
  }

  /** Whether there is room for what comes from the client. The lock is held. */
  private boolean mayRead() {
    return switch (state) {
      case OPEN -> !window.isFull(server.limits()) && !isAStreamFull();
      case STOPPING -> !output.isBlocked() && !isAStreamFull();
      case CLOSING, DRAINING, LEAVING, LINGERING, CLOSED -> false;
    };
  }

  private boolean isAStreamFull() {
    Streams known = streams;
    return known != null && known.isFull();
  }

  /** The loop's turn for what others have left: replies to send, reading to go on, an end. */
  void attend() {
    boolean resume;
    boolean begin;
    boolean leaving;
    synchronized (lock) {
      flush();
      endIfDrained();
      begin = keepaliveWanted && isServing();
      resume = paused && mayRead();
      paused &= !resume;
      leaving = state == State.STOPPING && isFinished() && !resume;
      if (leaving) {
        state = State.LEAVING;
      }
    }
    if (leaving) {
      sessions.lastWords(this::addLastWord);
    }
    lingerIfAllHasLeft();
    runParked();
    rewatch();
    if (begin) {
      reader.keepAlive();
    }
    if (resume) {
      reader.resume();
      server.attend(this);
    }
  }

  /** Watches for what the state wants now. On the loop thread. */
  private void rewatch() {
    int wanted;
    boolean ended;
    synchronized (lock) {
      ended = state == State.CLOSED;
      wanted =
          (wantsReading() ? HandleEvents.READABLE : 0)
              | (output.isBlocked() ? HandleEvents.WRITABLE : 0);
    }
    if (ended) {
      reader.close();
    } else {
      reader.watch(wanted);
    }
  }

  /** The lock is held. */
  private boolean wantsReading() {
    return switch (state) {
      case OPEN, STOPPING -> !paused;
      case LINGERING -> true;
      case CLOSING, DRAINING, LEAVING, CLOSED -> false;
    };
  }

  private void addLastWord(byte[] message) {
    synchronized (lock) {
      if (state == State.LEAVING) {
        output.add(message, null);
        flush();
      }
    }
  }

  private void lingerIfAllHasLeft() {
    synchronized (lock) {
      if (state != State.LEAVING || !output.isEmpty()) {
        return;
      }
      state = State.LINGERING;
    }
    reader.linger();
  }

  /**
   * Begins to send pings: the client has said that it knows them (semantics sections 11 and 12).
   */
  public void startKeepalive() {
    synchronized (lock) {
      keepaliveWanted = true;
    }
    server.attend(this);
  }

  // ---- Writing: any thread ----

  /**
   * Sends a reply and gives its call's slot back. The first reply to a call counts: that of the
   * worker that ran it, or that of its deadline.
   *
   * @return false if the call was answered before
   */
  boolean reply(Call call, XdrWriter message, boolean close) {
    boolean needsLoop;
    synchronized (lock) {
      if (!call.markAnswered()) {
        return false;
      }
      if (state == State.CLOSED) {
        return true;
      }
      if (close) {
        state = State.CLOSING;
        closeAfter = call;
      }
      if (isOverLimit(Header.MAX_FRAME_BYTES)) {
        // Calls that were running already when the limit was reached have come to this.
        endUnreadBy(REPLY);
      } else if (window.used() == 1) {
        sending(() -> output.sendNow(message, call));
      } else {
        output.add(message.toByteArray(), call);
        countUnsent();
      }
      endIfDrained();
      needsLoop = needsLoop();
    }
    runParked();
    if (needsLoop) {
      server.attend(this);
    }
    return true;
  }

  /**
   * Answers the parked calls whose time is over. They have no slots to give back.
   *
   * @return how many
   */
  int expireParked(CallDeadlines deadlines, long nowNanos) {
    List<Call> over;
    synchronized (lock) {
      if (state == State.CLOSED || window.parked() == 0) {
        return 0;
      }
      over = window.withdraw(call -> call.isOver(deadlines, nowNanos));
      for (Call call : over) {
        if (call.markAnswered()) {
          output.add(call.timeoutReply(deadlines), null);
          replies++;
        }
      }
    }
    if (!over.isEmpty()) {
      server.attend(this);
    }
    return over.size();
  }

  /** The calls that wait for room in the window. From any thread. */
  List<Call> parkedCalls() {
    synchronized (lock) {
      return window.parkedCalls();
    }
  }

  /**
   * Sends a message that answers no call. From any thread; it is dropped if the connection is at
   * its end.
   *
   * @param message a whole frame, which must not change any more
   */
  public void send(byte[] message) {
    add(message);
    server.attend(this);
  }

  /** Sends a message without waiting for the loop's next turn. On the loop thread. */
  void sendNow(byte[] message) {
    add(message);
    attend();
  }

  private void add(byte[] message) {
    synchronized (lock) {
      if (!isServing()) {
        return;
      }
      if (isOverLimit(0)) {
        endUnreadBy(EVENT);
      }
      if (!isServing()) {
        return;
      }
      output.add(message, null);
      countUnsent();
    }
  }

  /**
   * Sends a packet of a stream, on the worker that moves the stream.
   *
   * @param stream told when the last byte has left, or null
   */
  void sendPacket(byte[] packet, @Nullable ClientStream stream) {
    boolean needsLoop;
    synchronized (lock) {
      if (!isServing() && state != State.DRAINING) {
        return;
      }
      output.addPacket(packet, stream);
      flush();
      endIfDrained();
      needsLoop = needsLoop();
    }
    if (needsLoop) {
      server.attend(this);
    }
  }

  /** Whether more than may be, and so many bytes beyond, wait for the client. The lock is held. */
  private boolean isOverLimit(int beyond) {
    if (output.waiting() <= beyond) {
      return false;
    }
    long limit = server.maxOutboundNow() + beyond;
    if (output.waiting() > limit && !output.isBlocked()) {
      // A burst before the loop's next turn is not the client's fault.
      flush();
    }
    return output.waiting() > limit;
  }

  /** The client does not read, and the daemon's memory has an end. The lock is held. */
  private void endUnreadBy(String message) {
    LOG.warn(
        "{}: closed: it does not read; {} bytes wait for it (limit {}), and {} is to be added; {}"
            + " of its calls are under way",
        this,
        output.waiting(),
        server.maxOutboundNow(),
        message,
        window.used());
    end(CloseReason.OUTBOUND_FULL);
  }

  /** Sends what waits, as far as the socket takes it. The lock is held. */
  private void flush() {
    if (!output.isEmpty()) {
      sending(output::flush);
    }
  }

  /** Lets the queue send, counts what leaves, and ends the connection if it fails. */
  private void sending(Sending part) {
    long before = output.sent();
    try {
      part.run();
    } catch (IOException e) {
      LOG.debug("{}: writing failed: {}", this, e.getMessage());
      end(CloseReason.IO_ERROR);
    }
    server.counters().bytesOut.add(output.sent() - before);
    countUnsent();
  }

  /** Only what waits for a socket that takes no more counts; the rest is about to leave. */
  private void countUnsent() {
    long now = output.isBlocked() ? output.waiting() : 0;
    if (now != unsent) {
      server.countUnsent(now - unsent);
      unsent = now;
    }
  }

  private interface Sending {
    void run() throws IOException;
  }

  /** A reply's last byte has left: its slot is free. The lock is held. */
  private void onReplySent(Call call) {
    window.release();
    replies++;
    if (call == closeAfter) {
      end(CloseReason.CLIENT_CLOSED);
    }
  }

  /** Hands parked calls to the workers, as far as there are slots for them. */
  private void runParked() {
    while (true) {
      Call next;
      synchronized (lock) {
        next = state == State.CLOSED || !mayStartCalls() ? null : window.next(server.limits());
      }
      if (next == null) {
        return;
      }
      server.submit(next);
    }
  }

  /** Whether the loop has to look after the connection. The lock is held. */
  private boolean needsLoop() {
    return state == State.CLOSED
        || !output.isEmpty()
        || (state == State.STOPPING && isFinished())
        || (paused && mayRead());
  }

  // ---- Streams ----

  Streams streams() {
    Streams known = streams;
    if (known == null) {
      synchronized (lock) {
        known = streams;
        if (known == null) {
          known = new Streams(this);
          streams = known;
          if (!isServing()) {
            known.abandon();
          }
        }
      }
    }
    return known;
  }

  /** A stream has ended, which may be what a connection that ends waits for. */
  void onStreamEnded() {
    boolean ends;
    synchronized (lock) {
      ends = state == State.DRAINING || state == State.STOPPING;
    }
    if (ends) {
      server.attend(this);
    }
  }

  /** Ends all streams: there is nobody to tell. From any thread. */
  void abandonStreams() {
    Streams known = streams;
    if (known != null) {
      known.abandon();
    }
  }

  // ---- Its share of the workers ----

  /** Whose the calls are when workers are shared out. */
  JobOwner jobOwner() {
    return jobOwner;
  }

  /**
   * Each connection has a share of its own. A user's or a host's would be shared by all that root
   * or one gateway runs, where one client that hangs must not stop the others.
   */
  private final class Owner extends JobOwner {
    @Override
    protected void onHeldBack() {
      LOG.info(
          "{}: its calls hold their share of the workers; further ones wait (said once a client)",
          Connection.this);
    }
  }

  // ---- Sessions and the end ----

  Sessions sessions() {
    return sessions;
  }

  /** Closes the connection; replies that are still to come are dropped. From any thread. */
  public void close(CloseReason why) {
    synchronized (lock) {
      if (state == State.CLOSED) {
        return;
      }
      end(why);
    }
    server.attend(this);
  }

  /** Closes the connection without waiting for the loop's next turn. On the loop thread. */
  void closeNow(CloseReason why) {
    close(why);
    attend();
  }

  /** The client sends no more: what it has sent is finished, and then the connection closes. */
  void onEndOfInput() {
    synchronized (lock) {
      if (state == State.LINGERING) {
        end(CloseReason.STOPPING);
      } else if (isServing()) {
        state = State.DRAINING;
        closeReason = CloseReason.CLIENT_GONE;
      }
    }
    // What it has begun to write has no end, and what it reads it could not finish.
    abandonStreams();
    attend();
  }

  /**
   * Takes no more calls, lets those that were read finish and their replies leave, says farewell
   * and closes then. On the loop thread.
   *
   * @return calls under way
   */
  int stop() {
    int underWay;
    synchronized (lock) {
      if (state == State.OPEN) {
        state = State.STOPPING;
      }
      underWay = window.used() + window.parked();
    }
    Streams known = streams;
    if (known != null) {
      known.stop();
    }
    server.attend(this);
    return underWay;
  }

  private void endIfDrained() {
    if (state == State.DRAINING && isFinished()) {
      end(closeReason == null ? CloseReason.STOPPING : closeReason);
    }
  }

  /** Whether nothing is in flight. The lock is held. */
  private boolean isFinished() {
    Streams known = streams;
    return window.used() == 0
        && window.parked() == 0
        && output.isEmpty()
        && (known == null || known.isEmpty());
  }

  private void end(CloseReason why) {
    state = State.CLOSED;
    closeReason = why;
    window.clear();
    output.clear();
    countUnsent();
  }

  /** Nothing of the loop refers to it any more, and the socket is closed. */
  void onFreed() {
    CloseReason why;
    long answered;
    long unanswered;
    synchronized (lock) {
      why = closeReason == null ? CloseReason.STOPPING : closeReason;
      answered = replies;
      unanswered = calls - replies;
    }
    if (unanswered > 0) {
      LOG.info("{}: closed ({}) with {} calls not answered", this, why, unanswered);
    }
    server.counters().countCalls(answered, unanswered);
    server.onClosed(this, why);
  }

  /** What there is to see of the connection. From any thread. */
  public ConnectionInfo info() {
    Streams known = streams;
    synchronized (lock) {
      return new ConnectionInfo(
          id,
          peer,
          identity,
          authenticated,
          forwardedIdentity,
          settings.readOnly() || (grant != null && grant.readOnly()),
          since,
          state.name(),
          window.used(),
          server.limits().maxRequests(),
          window.parked(),
          calls,
          reader.bytesIn(),
          output.sent(),
          output.waiting(),
          reader.hasKeepalive(),
          waitedForWindow,
          unread,
          jobOwner.everHeldBack(),
          known == null ? 0 : known.count());
    }
  }

  @Override
  public String toString() {
    return server.name() + " client " + id;
  }
}
