package org.jvirtd.rpc;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.jvirtd.event.EventLoop;
import org.jvirtd.worker.Job;
import org.jvirtd.xdr.XdrCodec;
import org.jvirtd.xdr.XdrCodecs;
import org.jvirtd.xdr.XdrException;
import org.jvirtd.xdr.XdrReader;
import org.jvirtd.xdr.XdrWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a client, from its frame to its reply. Made on the loop thread, run on a worker,
 * which decodes the arguments, invokes the procedure, encodes the reply and sends it.
 *
 * <p>The checks come in the order that libvirt has (semantics section 5): program, status,
 * procedure, authentication, arguments, and then the handler's own.
 */
final class Call extends Job {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);
  private static final XdrCodec<RpcError> ERROR = XdrCodecs.of(RpcError.class);
  private static final byte[] NO_PAYLOAD = {};

  /** What a trace is told when even answering has failed. */
  private static final RpcError UNANSWERED = RpcError.internal("the call has no answer");

  /** What a call takes beside its payload, in bytes, roughly. */
  private static final int OVERHEAD = 128;

  private final Connection connection;
  private final Header header;
  private final @Nullable ServedProgram served;
  private final @Nullable BoundProcedure procedure;
  private final byte[] payload;
  private final long readNanos;
  private int delayMillis;

  // Written under the connection's lock.
  private boolean answered;
  private volatile boolean timedOut;

  Call(
      Connection connection,
      Header header,
      @Nullable ServedProgram served,
      @Nullable BoundProcedure procedure,
      byte[] payload,
      long readNanos) {
    super(procedure != null && procedure.isHighPriority(), connection.jobOwner());
    this.connection = connection;
    this.header = header;
    this.served = served;
    this.procedure = procedure;
    this.payload = payload;
    this.readNanos = readNanos;
  }

  /** Makes a call of a frame, whose payload begins at {@code from}; it is copied. */
  static Call read(
      Connection connection, Header header, ByteBuffer frame, int from, int end, long nowNanos) {
    ServedProgram served = connection.server().program(header.program(), header.version());
    BoundProcedure procedure = served == null ? null : served.table().get(header.procedure());
    byte[] payload = end == from ? NO_PAYLOAD : new byte[end - from];
    frame.get(from, payload);
    connection.server().observer().callRead(connection, procedure);
    return new Call(connection, header, served, procedure, payload, nowNanos);
  }

  /** Bytes that the call takes while it waits, roughly. */
  int size() {
    return payload.length + OVERHEAD;
  }

  @Override
  protected void run() {
    Server server = connection.server();
    long startNanos = server.nanoTime();
    ThreadBuffers buffers = ThreadBuffers.current();
    // Its trace too is kept there: a field of each call would cost memory that few ask for.
    buffers.running = this;
    CallTracer tracer = server.tracer();
    RpcError error = UNANSWERED;
    try {
      if (tracer != null) {
        buffers.trace = tracer.begin(info(CallInfo.State.RUNNING, startNanos, 0, null));
      }
      error = run(server, buffers.message, startNanos);
    } finally {
      buffers.running = null;
      CallTracer.Trace trace = buffers.trace;
      if (trace != null) {
        buffers.trace = null;
        trace.end(error);
      }
    }
  }

  private @Nullable RpcError run(Server server, XdrWriter reply, long startNanos) {
    server.observer().callStarted(connection, procedure);
    CallDeadlines deadlines = server.deadlines();
    boolean tooLate = deadlines.isOver(procedure, startNanos - readNanos);
    RpcError error = tooLate ? timeout(deadlines) : answer(reply);
    if (error != null) {
      writeError(reply, error);
    }
    boolean close = error == null && procedure != null && procedure.closesConnection();
    if (error != null && delayMillis > 0) {
      replyLate(error);
    } else {
      boolean first = connection.reply(this, reply, close);
      if (tooLate && first) {
        server.counters().timedOut.increment();
        LOG.debug("{} waited until its time was over: answered with a timeout", this);
      }
      if (error == null && procedure != null && procedure.opensStream()) {
        beginStream(first);
      }
    }
    server
        .observer()
        .callEnded(
            served == null ? null : served.table(),
            procedure,
            error == null ? RpcObserver.Outcome.OK : RpcObserver.Outcome.ERROR,
            startNanos - readNanos,
            server.nanoTime() - startNanos);
    return error;
  }

  /** Only after the reply, so that nothing of the stream can go before it. */
  private void beginStream(boolean replied) {
    if (replied) {
      connection.streams().start(header);
    } else {
      connection.streams().drop(header);
    }
  }

  /** Leaves the error to the loop, which sends it when its time has come. */
  private void replyLate(RpcError error) {
    EventLoop loop = connection.server().loop();
    loop.addTimeout(
        "late reply",
        delayMillis,
        timer -> {
          loop.removeTimeout(timer);
          XdrWriter reply = ThreadBuffers.current().message;
          writeError(reply, error);
          connection.reply(this, reply, false);
        },
        () -> {});
  }

  /** What it is answered without having run, in the thread's buffer. */
  XdrWriter refusal(String reason) {
    XdrWriter reply = ThreadBuffers.current().message;
    writeError(reply, RpcError.rpc(reason));
    return reply;
  }

  // ---- Deadlines ----

  long ageNanos(long nowNanos) {
    return nowNanos - readNanos;
  }

  boolean isOver(CallDeadlines deadlines, long nowNanos) {
    return deadlines.isOver(procedure, ageNanos(nowNanos));
  }

  /**
   * Answers with a timeout instead of with what the worker, if one has the call, will bring.
   *
   * @return false if the call was answered before
   */
  boolean expire(CallDeadlines deadlines) {
    XdrWriter reply = ThreadBuffers.current().message;
    writeError(reply, timeout(deadlines));
    boolean first = connection.reply(this, reply, false);
    if (first) {
      timedOut = true;
    }
    return first;
  }

  /** The answer of {@link #expire}, for a call that has no slot. */
  byte[] timeoutReply(CallDeadlines deadlines) {
    XdrWriter reply = ThreadBuffers.current().message;
    writeError(reply, timeout(deadlines));
    return reply.toByteArray();
  }

  private RpcError timeout(CallDeadlines deadlines) {
    return RpcError.timeout(
        "%s has not ended within %d ms"
            .formatted(
                procedure == null ? "the call" : procedure.name(),
                deadlines.of(procedure).toMillis()));
  }

  boolean hasTimedOut() {
    return timedOut;
  }

  /**
   * Claims the one answer to the call. The connection's lock is held.
   *
   * @return false if it was claimed before
   */
  boolean markAnswered() {
    boolean first = !answered;
    answered = true;
    return first;
  }

  CallId id(CallTracer.@Nullable Trace trace) {
    return new CallId(
        connection.server().name(),
        connection.id(),
        header.serial(),
        programName(),
        procedureName(),
        trace == null ? Map.of() : trace.logFields());
  }

  private String programName() {
    return served == null ? String.valueOf(header.program()) : served.table().name();
  }

  private String procedureName() {
    return procedure == null ? String.valueOf(header.procedure()) : procedure.name();
  }

  CallInfo info(CallInfo.State state, long nowNanos, long ranNanos, @Nullable Thread worker) {
    return new CallInfo(
        connection.id(),
        connection.peer(),
        connection.identity(),
        programName(),
        procedureName(),
        header.serial(),
        isHighPriority(),
        state,
        ageNanos(nowNanos),
        ranNanos,
        worker,
        timedOut);
  }

  // ---- Answers ----

  private @Nullable RpcError answer(XdrWriter reply) {
    if (served == null) {
      // libvirt prints both as signed numbers, and clients may see the text.
      return RpcError.rpc(
          "Cannot find program %d version %d".formatted(header.program(), header.version()));
    }
    if (header.status() != Status.OK) {
      return RpcError.rpc("Unexpected message status " + header.status());
    }
    if (procedure == null) {
      return RpcError.rpc("unknown procedure: " + header.procedure());
    }
    if (connection.access().isAuthenticated()) {
      if (!connection.access().grant().allows(served, procedure)) {
        connection.access().countDenied(ServerCounters.Denial.PROCEDURE, procedure);
        return RpcError.accessDenied(connection.sessions().of(served).authority());
      }
    } else if (!procedure.isAllowedBeforeAuthentication()) {
      connection.access().countDenied(ServerCounters.Denial.UNAUTHENTICATED, procedure);
      return RpcError.rpc("authentication required");
    }
    return invoke(served, procedure, reply);
  }

  private @Nullable RpcError invoke(ServedProgram program, BoundProcedure called, XdrWriter reply) {
    @Nullable Object[] arguments;
    try {
      arguments = called.arguments().decode(new XdrReader(payload));
    } catch (XdrException e) {
      LOG.debug("{}: arguments of {}: {}", connection, called, e.getMessage());
      return RpcError.rpc("Unable to decode message payload");
    }
    ClientStream opening = null;
    try {
      Object target = connection.sessions().of(program).target(called, arguments);
      if (header.type() == MessageType.CALL_WITH_FDS && !called.mayDropDescriptors(target)) {
        return RpcError.noDescriptors();
      }
      if (called.opensStream()) {
        opening = connection.streams().open(header, called.isSparse(arguments));
        called.setStream(arguments, opening);
      }
      Object result = called.invoke(target, arguments);
      header.reply(Status.OK).beginFrame(reply);
      called.encodeResult(reply, result);
      Header.endFrame(reply);
      if (opening != null) {
        register(opening, called);
        opening = null;
      }
      return null;
    } catch (RpcException e) {
      delayMillis = (int) e.delay().toMillis();
      if (e.error().code() == RpcError.CODE_OPERATION_DENIED) {
        connection.access().countDenied(ServerCounters.Denial.READ_ONLY, called);
      }
      return e.error();
    } catch (XdrException e) {
      LOG.warn("{}: the result of {} does not fit: {}", connection, called, e.getMessage());
      return RpcError.rpc("Unable to encode message payload");
    } catch (Throwable e) {
      // Whatever a handler throws, its client gets an answer and the worker lives.
      LOG.error("{}: {} failed", connection, called, e);
      return RpcError.internal(called.name() + " failed; the daemon's log says why");
    } finally {
      if (opening != null) {
        connection.streams().discard(opening);
      }
    }
  }

  /** The call has succeeded: the client may use its stream as soon as it has the reply. */
  private void register(ClientStream opened, BoundProcedure called) {
    if (!opened.hasEnd(called.streaming())) {
      throw new IllegalStateException(called + " has left its stream without an end");
    }
    connection.streams().register(opened);
  }

  private void writeError(XdrWriter reply, RpcError error) {
    header.reply(Status.ERROR).beginFrame(reply);
    ERROR.encode(reply, error);
    Header.endFrame(reply);
  }

  @Override
  public String toString() {
    return (procedure == null ? "procedure " + header.procedure() : procedure)
        + " of "
        + connection;
  }
}
