package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.worker.JobOwner;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Its parts are:
 *
 * <ul>
 *   <li>{@link ClientAccess}: who the client is, and what it may do
 *   <li>{@link ConnectionReader}: reading, frames, keepalive and the watch; the loop thread's
 *   <li>{@link Flow}: the state, the window, and what waits to be sent; under one lock
 *   <li>{@link Sessions} and {@link Streams}: what programs and streams keep for it
 * </ul>
 *
 * <p>Here is what follows from what {@link Flow} decides: calls go to the workers, the watch is
 * changed, the loop is asked for a turn.
 *
 * <p><b>Who writes.</b> A worker writes its reply itself when nothing else of the connection is in
 * flight. Otherwise the reply is queued, and the loop sends what has gathered when it has its turn.
 * What the socket does not take waits until it is writable.
 */
public final class Connection extends Attended {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Server server;
  private final long id;
  private final Peer peer;
  private final Instant since;
  private final ClientAccess access;
  private final Sessions sessions;
  private final ConnectionReader reader;
  private final Flow flow;
  private final JobOwner jobOwner = new Owner();

  Connection(Server server, long id, Accepted client) {
    this.server = server;
    this.id = id;
    this.peer = client.peer();
    this.since = Instant.now();
    this.access = new ClientAccess(this, client);
    this.sessions = new Sessions(this, server.programCount());
    this.flow = new Flow(this, client);
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

  Flow flow() {
    return flow;
  }

  // ---- Who the client is ----

  ClientAccess access() {
    return access;
  }

  /**
   * Whether the client may only read: its socket is one for that (semantics section 19), or what is
   * known of the client allows no more. Not on the loop thread.
   */
  public boolean isReadOnly() {
    return access.isReadOnly();
  }

  /**
   * Has the client only read from now on, until the connection ends, as it has asked for (semantics
   * section 19). From any thread.
   */
  public void restrictToReading() {
    access.restrictToReading();
  }

  /** What the client has to do before it may call anything. */
  public Authentication authentication() {
    return access.authentication();
  }

  /** Who the client is, as far as that is proved. From any thread. */
  public ClientIdentity identity() {
    return access.identity();
  }

  /**
   * The client has logged in: it may call now, and counts no longer against the limit of those that
   * have not. From any thread.
   */
  public void setAuthenticated(ClientIdentity proved) {
    if (access.prove(proved)) {
      server.onAuthenticated();
    }
  }

  /** Notes who the client says it acts for. From any thread. */
  public void setForwardedIdentity(Map<String, String> claimed) {
    access.setForwardedIdentity(claimed);
  }

  // ---- What comes from the client: the loop thread ----

  /** Takes a packet of a stream. Returns whether to go on reading. */
  boolean onStreamPacket(Header header, ByteBuffer frame, int body, int end) {
    Streams known = flow.knownStreams();
    if (known == null) {
      server.counters().streamPacketsDropped.increment();
      return flow.state().serves();
    }
    known.onPacket(header, frame, body, end);
    boolean stop = flow.pauseIfFull();
    if (stop) {
      rewatch();
      reader.onPaused();
    }
    return !stop;
  }

  /** Runs, parks or refuses a call. Returns whether to go on reading. */
  boolean admit(Call call) {
    Admission admission = flow.admit(call);
    switch (admission) {
      case DROPPED -> {
        return false;
      }
      case REFUSED -> {
        return refuseAtTheEnd(call);
      }
      case RUNS, RUNS_LAST -> {
        if (!server.enqueue(call)) {
          finish(refuseForFullQueue(call));
        }
      }
      case PARKED, PARKED_LAST -> onParked();
    }
    if (admission.last) {
      onFull();
    }
    return !admission.last;
  }

  private void onParked() {
    server.counters().windowFull.increment();
    if (flow.waitedForWindow() == 1) {
      LOG.info(
          "{}: its request window of {} is full; further calls wait (said once a client)",
          this,
          server.limits().maxRequests());
    }
  }

  private void onFull() {
    server.counters().unread.increment();
    rewatch();
    reader.onPaused();
    if (flow.unread() == 1) {
      LOG.warn(
          "{}: as many of its calls wait as may ({}, or {} bytes); it is not read until one begins"
              + " (said once a client)",
          this,
          server.limits().maxParked(),
          server.limits().maxParkedBytes());
    }
  }

  private boolean refuseAtTheEnd(Call call) {
    server.counters().refused.increment();
    finish(flow.reply(call, call.refusal("the daemon is stopping"), false));
    boolean stop = flow.pauseIfFull();
    if (stop) {
      // At once: another read would come before the frames that are left.
      rewatch();
    }
    return !stop;
  }

  // ---- The loop's turn ----

  /** The socket takes bytes again. */
  void onWritable() {
    flow.onWritable();
    // It is sent now, or counted again as what the socket refuses.
    attend();
  }

  /** The loop's turn for what others have left: replies to send, reading to go on, an end. */
  @Override
  void attend() {
    // Parked calls first: where they have stood there is room for what is to be read.
    if (flow.sendWaiting()) {
      runParked();
    }
    int toDo = flow.turn();
    if ((toDo & Flow.LEAVE) != 0) {
      sessions.lastWords(flow::addLastWord);
    }
    if (flow.lingerIfAllHasLeft()) {
      reader.linger();
    }
    rewatch();
    if ((toDo & Flow.KEEP_ALIVE) != 0) {
      reader.keepAlive();
    }
    if ((toDo & Flow.RESUME) != 0) {
      reader.resume();
      server.attend(this);
    }
  }

  /** Watches for what the state wants now. On the loop thread. */
  private void rewatch() {
    int wanted = flow.watches();
    if (wanted < 0) {
      reader.close();
    } else {
      reader.watch(wanted);
    }
  }

  /** Hands parked calls to the workers, as far as there are slots for them. From any thread. */
  private void runParked() {
    for (Call next = flow.nextParked(); next != null; next = flow.nextParked()) {
      if (!server.submit(next)) {
        // What this leaves to do is done here: its slot is the next one's.
        refuseForFullQueue(next);
      }
    }
  }

  private int refuseForFullQueue(Call call) {
    server.onQueueFull(call);
    return flow.reply(call, call.refusal("the daemon's queue is full"), false);
  }

  /** Does what a reply leaves to do. From any thread. */
  private void finish(int toDo) {
    boolean attend = (toDo & Flow.ATTEND) != 0;
    if ((toDo & Flow.PARKED) != 0) {
      runParked();
      attend = flow.needsLoop();
    }
    if (attend) {
      server.attend(this);
    }
  }

  /**
   * Begins to send pings: the client has said that it knows them (semantics sections 11 and 12).
   */
  public void startKeepalive() {
    flow.wantKeepalive();
    server.attend(this);
  }

  // ---- Sending: any thread ----

  /**
   * Sends a reply and gives its call's slot back. The first reply to a call counts: that of the
   * worker that ran it, or that of its deadline.
   *
   * @return false if the call was answered before
   */
  boolean reply(Call call, XdrWriter message, boolean close) {
    int toDo = flow.reply(call, message, close);
    finish(toDo);
    return (toDo & Flow.FIRST) != 0;
  }

  /**
   * Answers the parked calls whose time is over.
   *
   * @return how many
   */
  int expireParked(CallDeadlines deadlines, long nowNanos) {
    int expired = flow.expireParked(deadlines, nowNanos);
    if (expired > 0) {
      server.attend(this);
    }
    return expired;
  }

  /** The calls that wait for room in the window. From any thread. */
  List<Call> parkedCalls() {
    return flow.parkedCalls();
  }

  /**
   * Sends a message that answers no call. From any thread; it is dropped if the connection is at
   * its end.
   *
   * @param message a whole frame, which must not change any more
   */
  public void send(byte[] message) {
    flow.add(message);
    server.attend(this);
  }

  /** Sends a message without waiting for the loop's next turn. On the loop thread. */
  void sendNow(byte[] message) {
    flow.add(message);
    attend();
  }

  /**
   * Sends a packet of a stream, on the worker that moves the stream.
   *
   * @param stream told when the last byte has left, or null
   */
  void sendPacket(byte[] packet, @Nullable ClientStream stream) {
    if (flow.sendPacket(packet, stream)) {
      server.attend(this);
    }
  }

  // ---- Streams and sessions ----

  Streams streams() {
    return flow.streams();
  }

  /** A stream has ended, which may be what a connection that ends waits for. */
  void onStreamEnded() {
    if (flow.state().waitsForTheRest()) {
      server.attend(this);
    }
  }

  /** Ends all streams: there is nobody to tell. From any thread. */
  void abandonStreams() {
    Streams known = flow.knownStreams();
    if (known != null) {
      known.abandon();
    }
  }

  Sessions sessions() {
    return sessions;
  }

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

  // ---- The end ----

  /** Closes the connection; replies that are still to come are dropped. From any thread. */
  public void close(CloseReason why) {
    if (flow.close(why)) {
      server.attend(this);
    }
  }

  /** Closes the connection without waiting for the loop's next turn. On the loop thread. */
  void closeNow(CloseReason why) {
    close(why);
    attend();
  }

  /** The client sends no more: what it has sent is finished, and then the connection closes. */
  void onEndOfInput() {
    flow.onEndOfInput();
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
    int underWay = flow.stop();
    Streams known = flow.knownStreams();
    if (known != null) {
      known.stop();
    }
    server.attend(this);
    return underWay;
  }

  /** Nothing of the loop refers to it any more, and the socket is closed. */
  void onFreed() {
    FlowNumbers end = flow.numbers();
    CloseReason why = end.closeReason() == null ? CloseReason.STOPPING : end.closeReason();
    if (end.unanswered() > 0) {
      LOG.info("{}: closed ({}) with {} calls not answered", this, why, end.unanswered());
    }
    server.counters().countCalls(end.replies(), end.unanswered());
    server.onClosed(this, why);
  }

  /** The calls that are under way. From any thread. */
  public CallLoad callLoad() {
    return flow.load();
  }

  /** What there is to see of the connection. From any thread. */
  public ConnectionInfo info() {
    Streams known = flow.knownStreams();
    FlowNumbers now = flow.numbers();
    return new ConnectionInfo(
        id,
        peer,
        access.identity(),
        access.isAuthenticated(),
        access.forwardedIdentity(),
        access.isKnownAsReadOnly(),
        since,
        now.state().name(),
        now.windowUsed(),
        server.limits().maxRequests(),
        now.parked(),
        now.calls(),
        reader.bytesIn(),
        now.bytesOut(),
        now.bytesWaiting(),
        reader.hasKeepalive(),
        now.waitedForWindow(),
        now.unread(),
        jobOwner.everHeldBack(),
        known == null ? 0 : known.count());
  }

  @Override
  public String toString() {
    return server.name() + " client " + id + " (" + access + ")";
  }
}
