package org.jvirtd.rpc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a server has counted since it was made. Any thread adds, any thread reads. */
public final class ServerCounters {
  final LongAdder accepted = new LongAdder();
  private final LongAdder acceptPauses = new LongAdder();
  private final LongAdder anonymousPauses = new LongAdder();
  final LongAdder acceptFailures = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder windowFull = new LongAdder();
  final LongAdder unread = new LongAdder();
  final LongAdder keepalivePings = new LongAdder();
  final LongAdder keepaliveMisses = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder timedOut = new LongAdder();
  final LongAdder streamsOpened = new LongAdder();
  final LongAdder streamsRefused = new LongAdder();
  final LongAdder streamsFull = new LongAdder();
  final LongAdder streamBytesIn = new LongAdder();
  final LongAdder streamBytesOut = new LongAdder();
  final LongAdder streamPacketsDropped = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);

  private final Map<Denial, LongAdder> denied = new EnumMap<>(Denial.class);

  /** Why a call was refused. */
  public enum Denial {
    /** The client has not said who it is. */
    UNAUTHENTICATED,
    /** It may not call the procedure at all. */
    PROCEDURE,
    /** It may only read. */
    READ_ONLY
  }

  ServerCounters() {
    for (Denial kind : Denial.values()) {
      denied.put(kind, new LongAdder());
    }
    for (CloseReason reason : CloseReason.values()) {
      closed.put(reason, new LongAdder());
    }
  }

  void countClosed(CloseReason reason) {
    adder(reason).increment();
  }

  private LongAdder adder(CloseReason reason) {
    return Objects.requireNonNull(closed.get(reason));
  }

  /** Connections accepted. */
  public long accepted() {
    return accepted.sum();
  }

  void countPause(AcceptState why) {
    (why == AcceptState.AT_ANONYMOUS_LIMIT ? anonymousPauses : acceptPauses).increment();
  }

  /** Times that accepting was paused because as many clients were connected as may be. */
  public long acceptPauses() {
    return acceptPauses.sum();
  }

  /** Times that accepting was paused because as many unauthenticated clients were connected. */
  public long anonymousPauses() {
    return anonymousPauses.sum();
  }

  /** Times that accepting has failed, as it does without free descriptors. */
  public long acceptFailures() {
    return acceptFailures.sum();
  }

  /** Bytes read from clients. */
  public long bytesIn() {
    return bytesIn.sum();
  }

  /** Bytes written to clients. */
  public long bytesOut() {
    return bytesOut.sum();
  }

  /** Calls that had to wait because their connection's window was full. */
  public long windowFull() {
    return windowFull.sum();
  }

  /** Times that a connection was not read, since as many of its calls were parked as may be. */
  public long unread() {
    return unread.sum();
  }

  /** Pings sent to silent clients. */
  public long keepalivePings() {
    return keepalivePings.sum();
  }

  /** Pings that were not answered, nor anything else heard, until the next was due. */
  public long keepaliveMisses() {
    return keepaliveMisses.sum();
  }

  void countCalls(long ofConnectionAnswered, long ofConnectionUnanswered) {
    answered.add(ofConnectionAnswered);
    unanswered.add(ofConnectionUnanswered);
  }

  /** Calls of connections that have ended, whose replies have left. */
  public long answered() {
    return answered.sum();
  }

  /** Calls of connections that have ended, whose replies have not left. */
  public long unanswered() {
    return unanswered.sum();
  }

  /** Calls answered with an error because the workers' queue was full or the server stopped. */
  public long refused() {
    return refused.sum();
  }

  void countDenied(Denial kind) {
    Objects.requireNonNull(denied.get(kind)).increment();
  }

  /** Calls that were refused since the client may not do that. */
  public long denied(Denial kind) {
    return Objects.requireNonNull(denied.get(kind)).sum();
  }

  /** Calls answered with a timeout since their deadline had come. */
  public long timedOut() {
    return timedOut.sum();
  }

  /** Streams opened. */
  public long streamsOpened() {
    return streamsOpened.sum();
  }

  /** Calls refused because their client had too many streams. */
  public long streamsRefused() {
    return streamsRefused.sum();
  }

  /** Times that a client was not read further because a stream's sink was behind. */
  public long streamsFull() {
    return streamsFull.sum();
  }

  /** Bytes of data that clients have written to streams. */
  public long streamBytesIn() {
    return streamBytesIn.sum();
  }

  /** Bytes of data that streams have read for clients. */
  public long streamBytesOut() {
    return streamBytesOut.sum();
  }

  /** Packets of clients for streams that were not open. */
  public long streamPacketsDropped() {
    return streamPacketsDropped.sum();
  }

  /** Connections that have ended for this reason. */
  public long closed(CloseReason reason) {
    return adder(reason).sum();
  }
}
