package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.HandleEvents;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection.
 *
 * <pre>
 *          closing call answered           last byte of that reply has left
 *   OPEN ─────────────────────────▶ CLOSING ────────────────────────────▶ CLOSED
 *    │ └──────────────────────────▶ DRAINING ──────────────────────────────▲ ▲
 *    │     EOF, the server stops              nothing in flight any more     │
 *    └────────── bad frame, I/O error, keepalive timeout, … ─────────────────┘
 * </pre>
 *
 * <p>Only an open connection is read, and only an open one gets events. One that drains still
 * counts as a client: so the calls that wait for workers are bounded by clients and windows, even
 * if clients come, call and go.
 *
 * <p><b>Who touches what.</b> Reading (the frame reader, keepalive, the watch) belongs to the loop
 * thread. The window, the transmit queue and the state have one lock, which is held for a moment
 * only: a write under it never blocks.
 *
 * <p><b>Who writes.</b> A worker writes its reply itself when nothing else of the connection is in
 * flight. Otherwise the reply is queued, and the loop sends what has gathered when it has its turn.
 * What the socket does not take waits until it is writable.
 */
public final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private enum State {
    OPEN,
    CLOSING,
    DRAINING,
    CLOSED
  }

  private final Server server;
  private final long id;
  private final SocketChannel channel;
  private final Peer peer;
  private final boolean readOnly;
  private final Instant since;
  private final Sessions sessions;

  // For the loop thread only; the counter may be read elsewhere.
  private final FrameReader input = new FrameReader(this::onFrame);
  private volatile @Nullable Keepalive keepalive;
  private int watch;
  private int watched;
  private volatile long bytesIn;

  private volatile Map<String, String> identity = Map.of();

  // Guarded by the lock.
  private final Object lock = new Object();
  private final RequestWindow window = new RequestWindow();
  private final TransmitQueue output;
  private State state = State.OPEN;
  private boolean paused;
  private boolean windowWasFull;
  private boolean keepaliveWanted;
  private @Nullable Call closeAfter;
  private @Nullable CloseReason closeReason;
  private long calls;

  /** Set while the connection stands in the server's queue for the loop's attention. */
  final AtomicBoolean awaitsAttention = new AtomicBoolean();

  Connection(Server server, long id, SocketChannel channel, Peer peer, boolean readOnly) {
    this.server = server;
    this.id = id;
    this.channel = channel;
    this.peer = peer;
    this.readOnly = readOnly;
    this.since = Instant.now();
    this.sessions = new Sessions(this, server.programCount());
    this.output = new TransmitQueue(channel, this::onReplySent);
  }

  /** Begins to read. On the loop thread. */
  void open() {
    watched = HandleEvents.READABLE;
    watch =
        server
            .loop()
            .addHandle("connection", channel, watched, (w, events) -> onEvents(events), this::free);
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

  /** Whether the socket is one that may only be read from (semantics section 19). */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Whether the client has said who it is, where that is asked. */
  public boolean isAuthenticated() {
    // No listener asks for anything yet; such clients count as authenticated (semantics 7).
    return true;
  }

  /** Notes who the client says it acts for. From any thread. */
  public void setIdentity(Map<String, String> claimed) {
    identity = Map.copyOf(claimed);
  }

  // ---- Reading: the loop thread ----

  private void onEvents(int events) {
    if ((events & HandleEvents.WRITABLE) != 0) {
      synchronized (lock) {
        output.onWritable();
      }
      attend();
    }
    if ((events & ~HandleEvents.WRITABLE) != 0) {
      onReadable();
    }
  }

  private void onReadable() {
    ByteBuffer buffer = server.readBuffer().clear();
    try {
      int read = channel.read(buffer);
      if (read < 0) {
        // It may still listen for the replies to what it has sent.
        drain(CloseReason.CLIENT_GONE);
        attend();
        return;
      }
      count(read);
      input.read(buffer.flip());
    } catch (FrameReader.BadLength e) {
      onBadLength(e);
    } catch (IOException e) {
      LOG.debug("{}: reading failed: {}", this, e.getMessage());
      closeNow(CloseReason.IO_ERROR);
    }
    server.flushJobs();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop thread writes it
  private void count(int read) {
    bytesIn += read;
    server.counters().bytesIn.add(read);
  }

  private void onBadLength(FrameReader.BadLength e) {
    LOG.info("{}: closed for its {}", this, e.getMessage());
    closeNow(CloseReason.BAD_FRAME);
  }

  private boolean onFrame(ByteBuffer frame, int at, int end) {
    Header header = Header.read(frame, at);
    long now = server.nanoTime();
    Keepalive alive = keepalive;
    if (alive != null) {
      alive.heard(now);
    }
    if (Keepalive.isKeepalive(header)) {
      if (header.procedure() == Keepalive.PING) {
        sendNow(Keepalive.pong());
      }
      return isOpen();
    }
    return switch (header.type()) {
      case MessageType.CALL -> admit(Call.read(this, header, frame, at + Header.BYTES, end, now));
      case MessageType.CALL_WITH_FDS -> {
        // The descriptors would follow in the stream, and this socket cannot receive them.
        LOG.info("{}: closed for a call that passes file descriptors", this);
        closeNow(CloseReason.FDS_REFUSED);
        yield false;
      }
      // Replies, events, and packets of streams that are not there are dropped (semantics 5).
      default -> isOpen();
    };
  }

  private boolean isOpen() {
    synchronized (lock) {
      return state == State.OPEN;
    }
  }

  /** Runs or parks a call. Returns whether to go on reading. */
  private boolean admit(Call call) {
    boolean runs;
    boolean fullForTheFirstTime;
    boolean stop;
    synchronized (lock) {
      if (state != State.OPEN) {
        return false;
      }
      calls++;
      runs = window.admit(call, server.limits());
      fullForTheFirstTime = !runs && !windowWasFull;
      windowWasFull |= !runs;
      paused = window.isFull(server.limits());
      stop = paused;
    }
    if (runs) {
      server.enqueue(call);
    } else {
      server.counters().windowFull.increment();
    }
    if (fullForTheFirstTime) {
      LOG.info(
          "{}: its request window of {} is full; further calls wait (said once a client)",
          this,
          server.limits().maxRequests());
    }
    if (stop) {
      rewatch();
    }
    return !stop;
  }

  /** The loop's turn for what others have left: replies to send, reading to go on, an end. */
  void attend() {
    boolean resume;
    boolean begin;
    synchronized (lock) {
      flush();
      endIfDrained();
      begin = keepaliveWanted && state == State.OPEN;
      resume = paused && state == State.OPEN && !window.isFull(server.limits());
      paused &= !resume;
    }
    runParked();
    rewatch();
    if (begin && keepalive == null) {
      keepalive = new Keepalive(this, server.keepaliveSettings());
    }
    if (resume) {
      try {
        input.resume();
      } catch (FrameReader.BadLength e) {
        onBadLength(e);
      }
      server.flushJobs();
    }
  }

  /** Watches for what the state wants now. On the loop thread. */
  private void rewatch() {
    int wanted;
    boolean ended;
    synchronized (lock) {
      ended = state == State.CLOSED;
      wanted =
          (state == State.OPEN && !paused ? HandleEvents.READABLE : 0)
              | (output.isBlocked() ? HandleEvents.WRITABLE : 0);
    }
    if (watch == 0) {
      return;
    }
    if (ended) {
      server.loop().removeHandle(watch);
      watch = 0;
    } else if (wanted != watched) {
      watched = wanted;
      server.loop().updateHandle(watch, wanted);
    }
  }

  /**
   * Begins to send pings: the client has said that it knows them (semantics sections 11 and 12).
   */
  public void startKeepalive() {
    if (server.keepaliveSettings().enabled()) {
      synchronized (lock) {
        keepaliveWanted = true;
      }
      server.attend(this);
    }
  }

  // ---- Writing: any thread ----

  /** Sends a reply, on the worker that ran the call, and gives its slot back. */
  void reply(Call call, XdrWriter message, boolean close) {
    boolean needsLoop;
    synchronized (lock) {
      if (state == State.CLOSED) {
        return;
      }
      if (close) {
        state = State.CLOSING;
        closeAfter = call;
      }
      if (window.used() == 1) {
        sending(() -> output.sendNow(message, call));
      } else {
        output.add(message.toByteArray(), call);
      }
      endIfDrained();
      needsLoop = needsLoop();
    }
    runParked();
    if (needsLoop) {
      server.attend(this);
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
      if (state != State.OPEN) {
        return;
      }
      if (output.waiting() > server.limits().maxOutboundBytes()) {
        LOG.warn("{}: closed: it does not read, and {} bytes wait for it", this, output.waiting());
        end(CloseReason.OUTBOUND_FULL);
        return;
      }
      output.add(message, null);
    }
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
  }

  private interface Sending {
    void run() throws IOException;
  }

  /** A reply's last byte has left: its slot is free. The lock is held. */
  private void onReplySent(Call call) {
    window.release();
    if (call == closeAfter) {
      end(CloseReason.CLIENT_CLOSED);
    }
  }

  /** Hands parked calls to the workers, as far as there are slots for them. */
  private void runParked() {
    while (true) {
      Call next;
      synchronized (lock) {
        next = state == State.CLOSED ? null : window.next(server.limits());
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
        || (paused && !window.isFull(server.limits()));
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
  private void closeNow(CloseReason why) {
    close(why);
    attend();
  }

  /**
   * Reads no more, lets the calls that were read finish and their replies leave, and closes then.
   * From any thread.
   */
  void drain(CloseReason why) {
    synchronized (lock) {
      if (state == State.OPEN) {
        state = State.DRAINING;
        closeReason = why;
      }
    }
    server.attend(this);
  }

  private void endIfDrained() {
    if (state == State.DRAINING && window.used() == 0 && window.parked() == 0 && output.isEmpty()) {
      end(closeReason == null ? CloseReason.STOPPING : closeReason);
    }
  }

  private void end(CloseReason why) {
    state = State.CLOSED;
    closeReason = why;
    window.clear();
    output.clear();
  }

  /** The watch is gone: nothing of the loop refers to the connection any more. */
  private void free() {
    input.clear();
    Keepalive alive = keepalive;
    if (alive != null) {
      alive.stop();
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{}: closing failed: {}", this, e.getMessage());
    }
    CloseReason why;
    synchronized (lock) {
      why = closeReason == null ? CloseReason.STOPPING : closeReason;
    }
    server.onClosed(this, why);
  }

  /** What there is to see of the connection. From any thread. */
  public ConnectionInfo info() {
    synchronized (lock) {
      return new ConnectionInfo(
          id,
          peer,
          identity,
          readOnly,
          since,
          state.name(),
          window.used(),
          server.limits().maxRequests(),
          window.parked(),
          calls,
          bytesIn,
          output.sent(),
          output.waiting(),
          keepalive != null);
    }
  }

  @Override
  public String toString() {
    return server.name() + " client " + id;
  }
}
