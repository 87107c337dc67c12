package org.jvirtd.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.jvirtd.worker.Job;

/**
 * One stream of a client, from the call that opens it to its last packet (semantics section 16).
 *
 * <pre>
 *            the reply is queued            OK is the next packet
 *   OPENING ────────────────────▶ OPEN ─────────────────────────▶ ENDED   finish, then OK or an error
 *      │                            │
 *      │ the client is gone         │ the client aborts, an end fails, a wrong packet, …
 *      │                            ▼
 *      └───────────────────────▶ ABORTING ──a worker has it──▶ ENDED   abort, then OK or an error
 *
 *   what the client reads, while OPEN:
 *   NONE     READY ──packet handed over──▶ SENDING ──last byte has left──▶ READY
 *              │ ──the source has nothing──▶ WAITING ──resume──▶ READY
 *              └──the source is at its end──▶ AT_END
 * </pre>
 *
 * <p>The loop thread takes the client's packets, a worker does the rest: a job runs for the stream
 * while there is something to do and is then gone, so that no worker waits for the client to read
 * or to write. There is never more than one job for one stream, and it gives way to others after a
 * few packets.
 *
 * <p><b>Flow.</b> To the client there is one packet under way: the source is asked for more when
 * the socket has taken it. From the client, packets wait up to the {@link StreamLimits}; beyond
 * them the connection is not read.
 *
 * <p>Its lock is held for moments, never while an end is called or a packet is sent. A thread that
 * has it takes no other lock but those of the workers' and the loop's queues.
 */
final class ClientStream implements Stream {
  /** Packets that one job moves before it goes to the end of the workers' queue. */
  private static final int PACKETS_A_TURN = 16;

  private enum State {
    OPENING,
    OPEN,
    ABORTING,
    ENDED
  }

  private enum Outgoing {
    NONE,
    READY,
    SENDING,
    WAITING,
    AT_END
  }

  /** What a job does next. */
  private enum Step {
    READ,
    WRITE,
    FINISH,
    ABORT
  }

  private final Streams streams;
  private final Header call;
  private final boolean sparse;
  private final StreamPackets packets;

  private final DriverEnds ends = new DriverEnds(this);

  // Guarded by the lock.
  private final Object lock = new Object();
  private final IncomingPackets incoming = new IncomingPackets();
  private State state = State.OPENING;
  private Outgoing outgoing = Outgoing.NONE;
  private StreamFarewell farewell = new StreamFarewell.Silent();
  private boolean sinkFull;
  private boolean started;
  private boolean hasJob;
  private boolean wroteLast;
  private int resumed;

  ClientStream(Streams streams, Header call, boolean sparse) {
    this.streams = streams;
    this.call = call;
    this.sparse = sparse;
    this.packets = new StreamPackets(call);
  }

  /** The header of the call that has opened it. */
  Header call() {
    return call;
  }

  // ---- For the procedure ----

  @Override
  public boolean isSparse() {
    return sparse;
  }

  @Override
  public void sendFrom(StreamSource from) {
    synchronized (lock) {
      if (ends.source != null || state != State.OPENING) {
        throw new IllegalStateException("the stream takes no source now");
      }
      ends.source = from;
      outgoing = Outgoing.READY;
    }
  }

  @Override
  public void receiveInto(StreamSink into) {
    synchronized (lock) {
      if (ends.sink != null || state != State.OPENING) {
        throw new IllegalStateException("the stream takes no sink now");
      }
      ends.sink = into;
    }
  }

  @Override
  public void resume() {
    synchronized (lock) {
      resumed++;
      sinkFull = false;
      if (outgoing == Outgoing.WAITING) {
        outgoing = Outgoing.READY;
      }
      schedule();
    }
  }

  /**
   * Whether the procedure has given it what its annotation promises.
   *
   * @param streaming not {@link Procedure.Streaming#NONE}
   */
  boolean hasEnd(Procedure.Streaming streaming) {
    return streaming == Procedure.Streaming.READ ? ends.source != null : ends.sink != null;
  }

  /** Whether it goes both ways, so that nothing says when it is done. */
  boolean isConsole() {
    return ends.source != null && ends.sink != null;
  }

  // ---- Beginning and end ----

  /** The reply to its call is on its way: packets may follow. */
  void start() {
    synchronized (lock) {
      started = true;
      if (state == State.OPENING) {
        state = State.OPEN;
      }
      schedule();
    }
  }

  /** Its call has failed: it has never begun. On the worker that runs the call. */
  void discard() {
    synchronized (lock) {
      state = State.ENDED;
    }
    ends.abort();
  }

  /** Ends it without a word: nobody listens any more. From any thread. */
  void abandon() {
    abort(new StreamFarewell.Silent());
  }

  /** Ends it and tells the client why. From any thread. */
  void fail(RpcError error) {
    abort(new StreamFarewell.Failed(error));
  }

  private void abort(StreamFarewell words) {
    synchronized (lock) {
      if (state == State.OPENING || state == State.OPEN) {
        state = State.ABORTING;
        farewell = words;
        forgetIncoming();
        schedule();
      } else if (state == State.ABORTING && words instanceof StreamFarewell.Silent) {
        farewell = words;
        // A reply need not be waited for any more.
        schedule();
      }
    }
  }

  private void forgetIncoming() {
    if (incoming.clear()) {
      streams.onRoom();
    }
  }

  // ---- What the client sends: the loop thread ----

  /**
   * Takes a packet of the client's.
   *
   * @param body where the packet's body begins in {@code frame}
   */
  void onPacket(Header header, ByteBuffer frame, int body, int end) {
    if (header.type() == MessageType.STREAM_HOLE) {
      onHole(frame, body, end);
      return;
    }
    switch (header.status()) {
      case Status.CONTINUE -> onData(frame, body, end);
      case Status.OK -> add(new StreamPacket.Finish());
      case Status.ERROR -> abort(new StreamFarewell.Confirmed());
      default -> fail(StreamPackets.unexpectedStatus(header.status()));
    }
  }

  private void onData(ByteBuffer frame, int body, int end) {
    if (ends.sink == null) {
      fail(StreamPackets.notWritable());
    } else if (end > body) {
      byte[] bytes = new byte[end - body];
      frame.get(body, bytes);
      streams.counters().streamBytesIn.add(bytes.length);
      add(new StreamPacket.Data(ByteBuffer.wrap(bytes), bytes.length));
    }
  }

  private void onHole(ByteBuffer frame, int body, int end) {
    if (!sparse || ends.sink == null) {
      fail(StreamPackets.unexpectedHole());
    } else if (end - body < StreamPackets.HOLE_BYTES) {
      fail(RpcError.rpc("Unable to decode message payload"));
    } else if (frame.getInt(body + 8) != 0) {
      fail(
          StreamPackets.badHole(
              "unsupported flags (0x%x) in function virFDStreamSendHole"
                  .formatted(frame.getInt(body + 8))));
    } else if (frame.getLong(body) <= 0) {
      fail(StreamPackets.badHole("length in virFDStreamSendHole must be greater than zero"));
    } else {
      add(new StreamPacket.Hole(frame.getLong(body)));
    }
  }

  private void add(StreamPacket packet) {
    synchronized (lock) {
      if (incoming.isFinishing() || (state != State.OPENING && state != State.OPEN)) {
        return;
      }
      if (incoming.add(packet, streams.limits())) {
        streams.onFull();
      }
      schedule();
    }
  }

  // ---- The job ----

  /** Sends for a worker if there is something to do. The lock is held. */
  private void schedule() {
    if (!hasJob && next() != null) {
      hasJob = true;
      streams.submit(new Pump(), this::pump);
    }
  }

  /** What there is to do now. The lock is held. */
  private @Nullable Step next() {
    return switch (state) {
      case OPENING, ENDED -> null;
      // A client may abort before it has read the reply, which goes first all the same.
      case ABORTING -> started || farewell instanceof StreamFarewell.Silent ? Step.ABORT : null;
      case OPEN -> {
        StreamPacket head = incoming.peek();
        if (head instanceof StreamPacket.Finish) {
          yield Step.FINISH;
        }
        boolean mayWrite = head != null && !sinkFull;
        boolean mayRead = outgoing == Outgoing.READY;
        // In turns, where there is both: a console's output is not held up by its input.
        yield mayWrite && !(mayRead && wroteLast) ? Step.WRITE : mayRead ? Step.READ : null;
      }
    };
  }

  private final class Pump extends Job {
    Pump() {
      super(false, streams.jobOwner());
    }

    @Override
    protected void run() {
      pump();
    }

    @Override
    public String toString() {
      return ClientStream.this.toString();
    }
  }

  private void pump() {
    for (int turn = 0; turn < PACKETS_A_TURN; turn++) {
      Step step = begin();
      if (step == null) {
        return;
      }
      take(step);
    }
    synchronized (lock) {
      hasJob = false;
      schedule();
    }
  }

  private @Nullable Step begin() {
    synchronized (lock) {
      Step step = next();
      if (step == null) {
        hasJob = false;
      } else if (step == Step.FINISH || step == Step.ABORT) {
        state = State.ENDED;
      } else {
        wroteLast = step == Step.WRITE;
      }
      return step;
    }
  }

  private void take(Step step) {
    switch (step) {
      case READ -> guarded(this::read);
      case WRITE -> guarded(this::write);
      case FINISH -> {
        RpcError failure = ends.attempt(ends::finish);
        part(failure == null ? new StreamFarewell.Confirmed() : new StreamFarewell.Failed(failure));
      }
      case ABORT -> {
        ends.abort();
        part(farewell());
      }
    }
  }

  private StreamFarewell farewell() {
    synchronized (lock) {
      return farewell;
    }
  }

  /** It is over: room for another one first, so that who hears of it may open one. */
  private void part(StreamFarewell words) {
    streams.remove(this);
    switch (words) {
      case StreamFarewell.Confirmed() -> streams.send(packets.confirmation(), null);
      case StreamFarewell.Failed(RpcError error) -> streams.send(packets.failure(error), null);
      case StreamFarewell.Silent() -> {}
    }
    streams.onEnded();
  }

  private void guarded(DriverEnds.Action action) {
    RpcError failure = ends.attempt(action);
    if (failure != null) {
      fail(failure);
    }
  }

  // ---- Steps, on a worker ----

  private void read() throws IOException {
    StreamSource from = ends.source;
    if (from == null) {
      return;
    }
    int before = resumes();
    if (sparse) {
      long hole = from.skipHole();
      if (hole > 0) {
        send(packets.hole(hole), Outgoing.SENDING);
        return;
      }
    }
    byte[] frame = new byte[Header.FRAME_HEAD_BYTES + StreamPackets.CHUNK_BYTES];
    int read =
        from.read(
            ByteBuffer.wrap(frame, Header.FRAME_HEAD_BYTES, StreamPackets.CHUNK_BYTES).slice());
    if (read > 0) {
      streams.counters().streamBytesOut.add(read);
      send(packets.data(frame, read), Outgoing.SENDING);
    } else if (read < 0) {
      send(packets.end(), Outgoing.AT_END);
    } else {
      synchronized (lock) {
        if (resumed == before && outgoing == Outgoing.READY) {
          outgoing = Outgoing.WAITING;
        }
      }
    }
  }

  private void send(byte[] packet, Outgoing then) {
    synchronized (lock) {
      if (state != State.OPEN) {
        return;
      }
      outgoing = then;
    }
    streams.send(packet, then == Outgoing.SENDING ? this : null);
  }

  /** The last byte of a packet has left. The connection's lock is held. */
  void onPacketSent() {
    synchronized (lock) {
      if (outgoing == Outgoing.SENDING) {
        outgoing = Outgoing.READY;
        schedule();
      }
    }
  }

  private void write() throws IOException {
    StreamSink into = ends.sink;
    StreamPacket packet;
    int before;
    synchronized (lock) {
      packet = incoming.peek();
      before = resumed;
    }
    if (into == null || packet == null) {
      return;
    }
    boolean taken =
        switch (packet) {
          case StreamPacket.Data data -> {
            into.write(data.bytes());
            yield !data.bytes().hasRemaining();
          }
          case StreamPacket.Hole hole -> {
            into.skip(hole.length());
            yield true;
          }
          case StreamPacket.Finish() -> false;
        };
    synchronized (lock) {
      if (!taken) {
        sinkFull = resumed == before;
      } else if (incoming.remove(packet, streams.limits())) {
        streams.onRoom();
      }
    }
  }

  private int resumes() {
    synchronized (lock) {
      return resumed;
    }
  }

  @Override
  public String toString() {
    return "stream " + call.procedure() + "/" + call.serial() + " of " + streams;
  }
}
